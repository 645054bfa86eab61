namespace Artisan.Platform.Payments;

/// <summary>A subscription to begin.</summary>
/// <param name="WorkspaceId">Written into the provider's records, so that an event leads back to it.</param>
/// <param name="Customer">The customer's reference.</param>
/// <param name="Price">The plan and what it costs a month.</param>
/// <param name="TrialEndsAt">Nothing is charged before; null begins without a trial.</param>
/// <param name="TaxPpm">The tax rate in millionths: 190,000 is 19 %.</param>
/// <param name="Mark">What the caller's call is known by; the subscription shows that of the last one, so that a call whose answer was lost finds its own effect.</param>
public sealed record SubscribeOrder(string WorkspaceId, string Customer, PlanPrice Price, DateTimeOffset? TrialEndsAt = null, int TaxPpm = 0, string? Mark = null)
{
    /// <summary>What stays the same whoever calls, and with whatever card and plan, until the customer's subscription has changed: of several calls at once one begins it. Null goes by the call's key.</summary>
    public string? Beginning { get; init; }

    /// <summary>What is taken off its invoices, one after the other.</summary>
    public IReadOnlyList<PaymentDiscount> Discounts { get; init; } = [];
}

/// <summary>A subscription to move to another plan.</summary>
/// <param name="Subscription">The subscription's reference.</param>
/// <param name="Price">The new plan and what it costs a month.</param>
/// <param name="AtPeriodEnd">True waits for the end of the period, false is at once and prorated per second.</param>
/// <param name="At">The instant that is prorated at; null leaves it to the provider.</param>
/// <param name="Mark">What the caller's call is known by, as in <see cref="SubscribeOrder"/>.</param>
public sealed record PlanChange(string Subscription, PlanPrice Price, bool AtPeriodEnd, DateTimeOffset? At = null, string? Mark = null)
{
    /// <summary>The tax rate in millionths, from now on.</summary>
    public int TaxPpm { get; init; }

    /// <summary>What is taken off its invoices from now on, one after the other.</summary>
    public IReadOnlyList<PaymentDiscount> Discounts { get; init; } = [];
}

/// <summary>A page to pay on.</summary>
/// <param name="WorkspaceId">Written into the provider's records.</param>
/// <param name="Customer">The customer's reference.</param>
/// <param name="Price">The plan and what it costs a month.</param>
/// <param name="Success">Where the payer comes back to.</param>
/// <param name="Cancel">Where the payer comes back to without having paid.</param>
/// <param name="TaxPpm">The tax rate in millionths.</param>
public sealed record CheckoutOrder(string WorkspaceId, string Customer, PlanPrice Price, Uri Success, Uri Cancel, int TaxPpm = 0)
{
    /// <summary>What is taken off: such a page takes one discount.</summary>
    public PaymentDiscount? Discount { get; init; }
}

/// <summary>A page of the provider.</summary>
public sealed record HostedPage(string Id, Uri Url);

/// <summary>An invoice beside those of a subscription: what is still to be billed when one has ended, or where there is none.</summary>
/// <param name="WorkspaceId">Written into the provider's records, so that an event leads back to it.</param>
/// <param name="Customer">The customer's reference.</param>
/// <param name="Reference">The caller's own name of this bill; the invoice is found again by it.</param>
/// <param name="Currency">ISO 4217, upper case.</param>
/// <param name="TaxPpm">The tax rate in millionths.</param>
/// <param name="Lines">What is billed; each is told from the others by its details.</param>
public sealed record InvoiceOrder(string WorkspaceId, string Customer, string Reference, string Currency, int TaxPpm, IReadOnlyList<InvoiceItem> Lines)
{
    /// <summary>What is taken off, one after the other.</summary>
    public IReadOnlyList<PaymentDiscount> Discounts { get; init; } = [];
}

/// <summary>A line to add to an invoice.</summary>
/// <param name="Key">What tells it from the other lines of its invoice.</param>
/// <param name="Kind">What it is for.</param>
/// <param name="Description">One line for the payer.</param>
/// <param name="AmountMinor">In the minor unit; negative is a credit.</param>
/// <param name="PeriodStart">When what is charged began.</param>
/// <param name="PeriodEnd">When it ended.</param>
/// <param name="Details">What proves the line: a metric, a quantity, ids of receipts. At most 40 entries, values of at most 500 characters.</param>
public sealed record InvoiceItem(
    string Key, InvoiceLineKind Kind, string Description, long AmountMinor, DateTimeOffset PeriodStart, DateTimeOffset PeriodEnd, IReadOnlyDictionary<string, string> Details);

/// <summary>A line for an invoice that is made by itself.</summary>
/// <param name="Customer">The customer's reference.</param>
/// <param name="Invoice">A draft's reference; null leaves the line to the customer's next invoice.</param>
/// <param name="Currency">ISO 4217, upper case.</param>
/// <param name="Item">The line.</param>
public sealed record InvoiceAddition(string Customer, string? Invoice, string Currency, InvoiceItem Item)
{
    /// <summary>The invoice that the line comes too late for; of one invoice it is left to the next one once, however long ago that was.</summary>
    public string? TooLateFor { get; init; }
}

/// <summary>What was agreed on for an invoice.</summary>
/// <param name="Currency">ISO 4217, upper case.</param>
/// <param name="TaxPpm">The tax rate in millionths.</param>
/// <param name="Discounts">What is taken off, one after the other.</param>
public sealed record InvoiceTerms(string Currency, int TaxPpm, IReadOnlyList<PaymentDiscount> Discounts);

/// <summary>What is taken off an invoice: a part of it, or an amount.</summary>
/// <param name="Description">Why, for the payer.</param>
/// <param name="Ppm">The part in millionths: 10 % is 100,000.</param>
/// <param name="AmountMinor">The amount; only where there is no part.</param>
public sealed record PaymentDiscount(string Description, int Ppm, long AmountMinor);

/// <summary>A credit that pays later invoices.</summary>
/// <param name="Customer">The customer's reference.</param>
/// <param name="Reference">The caller's own name of this credit: it is given once, however often and however late.</param>
/// <param name="Currency">ISO 4217, upper case.</param>
/// <param name="AmountMinor">How much.</param>
public sealed record PaymentCredit(string Customer, string Reference, string Currency, long AmountMinor);

/// <summary>What was used of a metric, for the provider's own view of it; it bills nothing.</summary>
/// <param name="Customer">The customer's reference.</param>
/// <param name="Reference">The caller's own name of this quantity: it counts once.</param>
/// <param name="Metric">The metric's name.</param>
/// <param name="Title">The metric's name for people.</param>
/// <param name="Quantity">How much.</param>
/// <param name="At">When it was used.</param>
public sealed record MeteredUsage(string Customer, string Reference, string Metric, string Title, decimal Quantity, DateTimeOffset At);
