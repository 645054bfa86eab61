using System.Globalization;
using Artisan.Areas.Billing.Invoices;
using Artisan.Areas.Billing.Periods;
using Artisan.Platform.Payments;

namespace Artisan.Areas.Billing.Subscriptions;

/// <summary>Who collects the money.</summary>
internal enum BillingProvider
{
    Embedded,
    Stripe,
}

/// <summary>What a workspace has subscribed to. It is kept in the row <c>sub</c>; a workspace without that row is on Free since its creation.</summary>
internal sealed record Subscription
{
    public required string Id { get; init; }

    public required string Plan { get; init; }

    public required SubscriptionStatus Status { get; init; }

    public required BillingProvider Provider { get; init; }

    /// <summary>The instant at which its first period began; every later one is counted from it.</summary>
    public required DateTimeOffset Anchor { get; init; }

    /// <summary>IANA name of the zone that the present period was counted in.</summary>
    public required string TimeZone { get; init; }

    public required string Currency { get; init; }

    public required int PeriodNumber { get; init; }

    public required DateTimeOffset PeriodStart { get; init; }

    public required DateTimeOffset PeriodEnd { get; init; }

    public DateTimeOffset? TrialEndsAt { get; init; }

    /// <summary>When the owners are reminded that it ends; null as soon as that is done.</summary>
    public DateTimeOffset? TrialReminderAt { get; init; }

    /// <summary>Whether the workspace has had its one trial.</summary>
    public bool TrialUsed { get; init; }

    public bool CancelAtPeriodEnd { get; init; }

    /// <summary>The plan to come: the smaller one of the next period, or the one whose first payment is still to be made.</summary>
    public string? PendingPlan { get; init; }

    /// <summary>What the payer must do before the first payment goes through.</summary>
    public PendingAction? Action { get; init; }

    /// <summary>The draft that bills the period before this one.</summary>
    public PendingInvoice? Draft { get; init; }

    /// <summary>What is taken off every invoice.</summary>
    public IReadOnlyList<Discount> Discounts { get; init; } = [];

    /// <summary>What differs from the plan, by metric: limits of a custom plan, and metrics of the workspace's own.</summary>
    public IReadOnlyDictionary<string, LimitOverride> Overrides { get; init; } = new Dictionary<string, LimitOverride>();

    /// <summary>The tax on top, in parts per million: 19 % is 190,000.</summary>
    public int TaxRatePpm { get; init; }

    /// <summary>The credit that is kept here, and pays what Artisan itself collects.</summary>
    public long CreditBalanceMinor { get; init; }

    /// <summary>A credit that is being given to the provider, which collects; null where none is.</summary>
    public CreditOnItsWay? CreditToGive { get; init; }

    /// <summary>The credit that the provider keeps, as it was seen last.</summary>
    public long CreditElsewhereMinor { get; init; }

    /// <summary>All credit that pays later invoices.</summary>
    public long CreditMinor => CreditBalanceMinor + (CreditToGive?.AmountMinor ?? 0) + CreditElsewhereMinor;

    public int NextInvoiceNumber { get; init; } = 1;

    public int NextCreditNoteNumber { get; init; } = 1;

    public PaymentMethodOnFile? PaymentMethod { get; init; }

    public Dunning? Dunning { get; init; }

    /// <summary>Invoices whose payment failed while another one was being collected; each has its turn.</summary>
    public IReadOnlyList<string> AlsoOwed { get; init; } = [];

    /// <summary>The customer at the provider.</summary>
    public string? CustomerRef { get; init; }

    /// <summary>The subscription at the provider.</summary>
    public string? SubscriptionRef { get; init; }

    /// <summary>The call that changed it last; one whose answer was lost finds its effect by it. Null where that named none.</summary>
    public string? LastCall { get; init; }

    /// <summary>The call for which the last write made things ready; it goes on from there.</summary>
    public CallOnItsWay? Prepared { get; init; }

    /// <summary>The subscription that is being begun at the provider; null where none is.</summary>
    public Beginning? Beginning { get; init; }

    /// <summary>When that one began; an older one does not count any more.</summary>
    public DateTimeOffset? SubscriptionSince { get; init; }

    /// <summary>Raised by every change; what is sent elsewhere carries it, so that an older word never undoes a newer one.</summary>
    public long Seq { get; init; }

    /// <summary>What was charged for what is left of the present plan, last; null where that was in an earlier period.</summary>
    public PlanCharge? Charged { get; init; }

    /// <summary>When value is billed; null where it never was.</summary>
    public ValueTime? Value { get; init; }

    /// <summary>Whether the last write was one on the way of a call.</summary>
    public bool IsPreparedFor(string call) => Prepared is { } way && way.Call == call && way.Seq == Seq;

    /// <summary>Whether something is counted in its currency already: a credit is worth what it says in its own only, and value was agreed on in it.</summary>
    public bool KeepsCurrency => CreditMinor != 0 || Value is not null;

    /// <summary>The present period.</summary>
    public BillingPeriod Period => new(PeriodNumber, PeriodStart, PeriodEnd);

    /// <summary>The plan that follows by itself when the period ends; null where none does. What is still to be paid for, or is paused, never begins by itself.</summary>
    public string? FollowingPlan => Action is null && Status is not (SubscriptionStatus.Incomplete or SubscriptionStatus.Paused or SubscriptionStatus.Canceled) ? PendingPlan : null;

    /// <summary>What a credit is called that is taken from it as it is now.</summary>
    public string CreditName() => string.Create(CultureInfo.InvariantCulture, $"{Id}:{Seq}");

    /// <summary>The <see cref="Seq"/> at which a credit of this name was taken from it; null where it is not one of its own.</summary>
    public long? TakenAt(string creditName) =>
        creditName.StartsWith($"{Id}:", StringComparison.Ordinal) && long.TryParse(creditName.AsSpan(Id.Length + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var seq) ? seq : null;

    /// <summary>Moves it to a period.</summary>
    public Subscription In(BillingPeriod period) => this with { PeriodNumber = period.Number, PeriodStart = period.Start, PeriodEnd = period.End };
}

/// <summary>A limit that differs from the plan's.</summary>
/// <param name="Limit">How much; null is unlimited.</param>
/// <param name="Soft">Whether more may be used, at the plan's overage price where it has one.</param>
internal sealed record LimitOverride(long? Limit, bool Soft);

/// <summary>A credit on its way to the provider.</summary>
/// <param name="Name">What it is known by there: one name is given once.</param>
/// <param name="AmountMinor">How much.</param>
/// <param name="Refusals">How often the provider has refused it.</param>
internal sealed record CreditOnItsWay(string Name, long AmountMinor, int Refusals = 0);

/// <summary>A call that was begun, as long as nobody else has written.</summary>
/// <param name="Call">What it is known by.</param>
/// <param name="Seq">What the subscription's was after that write.</param>
internal sealed record CallOnItsWay(string? Call, long Seq);

/// <summary>What a plan was charged, and what was taken off that: as much less is credited for time that is not used.</summary>
/// <param name="Until">The end of the period.</param>
/// <param name="AmountMinor">The charge.</param>
/// <param name="DiscountMinor">What was taken off it.</param>
internal sealed record PlanCharge(DateTimeOffset Until, long AmountMinor, long DiscountMinor)
{
    /// <summary>Of a part of the price, what was never paid.</summary>
    public long NeverPaid(long part) => AmountMinor == 0 ? 0 : Math.Min(part, MinorUnits.Share(DiscountMinor, part, AmountMinor));
}

/// <summary>A subscription that is being begun at the provider.</summary>
/// <param name="Name">What it is known by there, whoever begins it: one name begins one.</param>
/// <param name="Since">When the first call named it.</param>
internal sealed record Beginning(string Name, DateTimeOffset Since);

/// <summary>How a workspace pays; never a card's number.</summary>
/// <param name="Ref">Its id at the provider.</param>
/// <param name="Brand">Such as visa.</param>
/// <param name="Last4">Its last four digits.</param>
/// <param name="ExpMonth">The month in which it ends.</param>
/// <param name="ExpYear">The year in which it ends.</param>
/// <param name="FingerprintHash">What tells the same card again, hashed.</param>
internal sealed record PaymentMethodOnFile(string Ref, string Brand, string Last4, int ExpMonth, int ExpYear, string? FingerprintHash);

/// <summary>A payment that failed and is tried again.</summary>
/// <param name="FirstFailedAt">When it failed first.</param>
/// <param name="Attempts">How often it was tried since.</param>
/// <param name="NextAt">When something is to be done next; null where nothing is.</param>
/// <param name="InvoiceId">What is to be paid.</param>
internal sealed record Dunning(DateTimeOffset FirstFailedAt, int Attempts, DateTimeOffset? NextAt, string InvoiceId);

/// <summary>A payment that the payer must confirm: the first one, or that of a larger plan.</summary>
/// <param name="Secret">What confirms it: in the browser, by the script of the provider; of the embedded one, by sending it back. Null where only the page does.</param>
/// <param name="Until">When the payer is not waited for any more.</param>
/// <param name="Page">The provider's page on which it is confirmed; null where there is none.</param>
internal sealed record PendingAction(string? Secret, DateTimeOffset Until, Uri? Page = null);

/// <summary>A bill that becomes final when the usage of its period is complete.</summary>
/// <param name="InvoiceId">The draft; of another provider, the name of the bill that the invoice is found again by.</param>
/// <param name="UsagePlan">The plan of that period, whose prices its usage has.</param>
/// <param name="UsageStart">That period's first instant.</param>
/// <param name="FinalizeAt">When it becomes final.</param>
/// <param name="Provider">Who makes the invoice and collects it.</param>
/// <param name="GivesUp">Whether what is still owed for the subscription is given up with it.</param>
internal sealed record PendingInvoice(
    string InvoiceId, string UsagePlan, DateTimeOffset UsageStart, DateTimeOffset FinalizeAt, BillingProvider Provider = BillingProvider.Embedded, bool GivesUp = false);
