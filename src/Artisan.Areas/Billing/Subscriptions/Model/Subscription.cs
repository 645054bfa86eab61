using Artisan.Areas.Billing.Periods;

namespace Artisan.Areas.Billing.Subscriptions;

/// <summary>The states of a subscription, in the words of the payment world.</summary>
internal enum SubscriptionStatus
{
    Trialing,
    Active,
    PastDue,
    Unpaid,
    Paused,
    Canceled,
    Incomplete,
}

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

    /// <summary>Whether the workspace has had its one trial.</summary>
    public bool TrialUsed { get; init; }

    public bool CancelAtPeriodEnd { get; init; }

    /// <summary>The smaller plan that begins with the next period.</summary>
    public string? PendingPlan { get; init; }

    /// <summary>What differs from the plan, by metric: limits of a custom plan, and metrics of the workspace's own.</summary>
    public IReadOnlyDictionary<string, LimitOverride> Overrides { get; init; } = new Dictionary<string, LimitOverride>();

    /// <summary>The tax on top, in parts per million: 19 % is 190,000.</summary>
    public int TaxRatePpm { get; init; }

    public long CreditBalanceMinor { get; init; }

    public int NextInvoiceNumber { get; init; } = 1;

    public int NextCreditNoteNumber { get; init; } = 1;

    public PaymentMethodOnFile? PaymentMethod { get; init; }

    public Dunning? Dunning { get; init; }

    /// <summary>The customer at the provider.</summary>
    public string? CustomerRef { get; init; }

    /// <summary>The subscription at the provider.</summary>
    public string? SubscriptionRef { get; init; }

    /// <summary>Raised by every change; what is sent elsewhere carries it, so that an older word never undoes a newer one.</summary>
    public long Seq { get; init; }

    /// <summary>Whether value fees are billed.</summary>
    public bool ValueBilling { get; init; }

    /// <summary>The present period.</summary>
    public BillingPeriod Period => new(PeriodNumber, PeriodStart, PeriodEnd);

    /// <summary>Moves it to a period.</summary>
    public Subscription In(BillingPeriod period) => this with { PeriodNumber = period.Number, PeriodStart = period.Start, PeriodEnd = period.End };
}

/// <summary>A limit that differs from the plan's.</summary>
/// <param name="Limit">How much; null is unlimited.</param>
/// <param name="Soft">Whether more may be used, at the plan's overage price where it has one.</param>
internal sealed record LimitOverride(long? Limit, bool Soft);

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
