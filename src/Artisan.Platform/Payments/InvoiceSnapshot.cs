namespace Artisan.Platform.Payments;

/// <summary>The states of an invoice.</summary>
public enum InvoiceStatus
{
    /// <summary>Lines may still be added.</summary>
    Draft,

    /// <summary>Final, and to be paid.</summary>
    Open,

    /// <summary>Final and paid.</summary>
    Paid,

    /// <summary>Final and withdrawn.</summary>
    Void,

    /// <summary>Final and given up.</summary>
    Uncollectible,
}

/// <summary>What a line of an invoice is for.</summary>
public enum InvoiceLineKind
{
    /// <summary>A plan for a whole period.</summary>
    Plan,

    /// <summary>The part of a plan that a change within a period credits or charges.</summary>
    Proration,

    /// <summary>Use beyond a plan's limit.</summary>
    Overage,

    /// <summary>Use of an earlier period that came to be known late.</summary>
    LateUsage,

    /// <summary>A fee for value that receipts prove.</summary>
    Value,

    /// <summary>Anything else that the provider states.</summary>
    Other,
}

/// <summary>One line of an invoice.</summary>
/// <param name="Id">The provider's own.</param>
/// <param name="Key">What tells it from the other lines of its invoice, where it was added; null for the provider's own lines.</param>
/// <param name="Kind">What it is for.</param>
/// <param name="Description">One line for the payer.</param>
/// <param name="AmountMinor">Before discount and tax, in the minor unit; negative is a credit, and states what was really paid.</param>
/// <param name="PeriodStart">When what is charged begins.</param>
/// <param name="PeriodEnd">When it ends.</param>
/// <param name="Details">What proves the line.</param>
/// <param name="DiscountMinor">The line's part of the discounts.</param>
public sealed record InvoiceLine(
    string Id, string? Key, InvoiceLineKind Kind, string Description, long AmountMinor, DateTimeOffset PeriodStart, DateTimeOffset PeriodEnd, IReadOnlyDictionary<string, string> Details,
    long DiscountMinor = 0);

/// <summary>An invoice as its provider has it at one instant.</summary>
/// <param name="Reference">The provider's own.</param>
/// <param name="Customer">The customer's reference.</param>
/// <param name="Subscription">The subscription's reference; null where it belongs to none.</param>
/// <param name="Number">What the payer knows it by; null while it is a draft.</param>
/// <param name="Status">Its state.</param>
/// <param name="Renewal">It bills a new period of a running subscription, so that usage of the one before belongs on it.</param>
/// <param name="Currency">ISO 4217, upper case.</param>
/// <param name="SubtotalMinor">The lines, before discounts and tax.</param>
/// <param name="DiscountMinor">What is taken off.</param>
/// <param name="TaxMinor">The tax on top.</param>
/// <param name="TotalMinor">What it comes to.</param>
/// <param name="DueMinor">What is still to be paid.</param>
/// <param name="PaidMinor">What was paid.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="PeriodStart">The period whose usage it bills begins.</param>
/// <param name="PeriodEnd">That period ends.</param>
/// <param name="FinalizedAt">When it became final.</param>
/// <param name="PaidAt">When it was paid.</param>
/// <param name="Attempts">How often payment was tried.</param>
/// <param name="NextAttemptAt">When it is tried again.</param>
/// <param name="Page">Where the payer sees and pays it.</param>
/// <param name="Pdf">The provider's document.</param>
/// <param name="Lines">All of its lines.</param>
public sealed record InvoiceSnapshot(
    string Reference, string Customer, string? Subscription, string? Number, InvoiceStatus Status, bool Renewal, string Currency,
    long SubtotalMinor, long DiscountMinor, long TaxMinor, long TotalMinor, long DueMinor, long PaidMinor,
    DateTimeOffset CreatedAt, DateTimeOffset PeriodStart, DateTimeOffset PeriodEnd, DateTimeOffset? FinalizedAt, DateTimeOffset? PaidAt,
    int Attempts, DateTimeOffset? NextAttemptAt, Uri? Page, Uri? Pdf, IReadOnlyList<InvoiceLine> Lines);
