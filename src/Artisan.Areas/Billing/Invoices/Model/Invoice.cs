using Artisan.Areas.Billing.Subscriptions;
using Artisan.Platform.Payments;

namespace Artisan.Areas.Billing.Invoices;

/// <summary>An invoice. Final ones never change but for how they are settled; corrections are credit notes.</summary>
internal sealed record Invoice
{
    public required string Id { get; init; }

    /// <summary>What the payer knows it by; null while it is a draft.</summary>
    public string? Number { get; init; }

    public required InvoiceStatus Status { get; init; }

    public required BillingProvider Provider { get; init; }

    public required string Currency { get; init; }

    /// <summary>Whom it is to, as the workspace was called then.</summary>
    public required string BillTo { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The plan's period that it pays for begins.</summary>
    public required DateTimeOffset PeriodStart { get; init; }

    public required DateTimeOffset PeriodEnd { get; init; }

    public DateTimeOffset? FinalizedAt { get; init; }

    public DateTimeOffset? PaidAt { get; init; }

    public IReadOnlyList<BillLine> Lines { get; init; } = [];

    /// <summary>What was taken off, as it was given then.</summary>
    public IReadOnlyList<Discount> Discounts { get; init; } = [];

    public int TaxRatePpm { get; init; }

    public long SubtotalMinor { get; init; }

    public long DiscountMinor { get; init; }

    public long TaxMinor { get; init; }

    public long TotalMinor { get; init; }

    /// <summary>What an earlier credit paid of it.</summary>
    public long CreditMinor { get; init; }

    /// <summary>What was to be paid when it became final.</summary>
    public long DueMinor { get; init; }

    /// <summary>What was paid.</summary>
    public long PaidMinor { get; init; }

    /// <summary>What credit notes have taken back.</summary>
    public long CreditedMinor { get; init; }

    /// <summary>What credit notes have taken off what was to be paid.</summary>
    public long ForgivenMinor { get; init; }

    /// <summary>What is still to be paid.</summary>
    public long OutstandingMinor => Math.Max(0, DueMinor - PaidMinor - ForgivenMinor);

    /// <summary>How often payment was tried.</summary>
    public int Attempts { get; init; }

    /// <summary>Why the last try failed.</summary>
    public string? Failure { get; init; }

    /// <summary>The receipt that states it.</summary>
    public string? ReceiptId { get; init; }

    /// <summary>The thumbprint of the key that signed receipts when it became final.</summary>
    public string? SignerKid { get; init; }

    /// <summary>The invoice at the provider.</summary>
    public string? ExternalRef { get; init; }

    /// <summary>Where the provider shows it.</summary>
    public Uri? Page { get; init; }

    /// <summary>The provider's document.</summary>
    public Uri? Pdf { get; init; }

    /// <summary>With the sums of its lines.</summary>
    public Invoice Totalled(InvoiceTotals totals) => this with
    {
        Lines = totals.Lines,
        SubtotalMinor = totals.SubtotalMinor,
        DiscountMinor = totals.DiscountMinor,
        TaxMinor = totals.TaxMinor,
        TotalMinor = totals.TotalMinor,
        CreditMinor = totals.CreditMinor,
        DueMinor = totals.DueMinor,
    };
}
