using Artisan.Areas.Billing.Subscriptions;

namespace Artisan.Areas.Billing.Invoices;

/// <summary>An invoice. Amounts are integers of the currency's minor unit.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Number">What it is known by; null while it is a draft.</param>
/// <param name="Status">draft, open, paid, void or uncollectible.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="BillTo">Whom it is to.</param>
/// <param name="CreatedAt">When it was begun.</param>
/// <param name="FinalizedAt">When it became final.</param>
/// <param name="PaidAt">When it was paid.</param>
/// <param name="PeriodStart">The plan's period that it pays for begins.</param>
/// <param name="PeriodEnd">That period ends.</param>
/// <param name="SubtotalMinor">The lines, before discount and tax.</param>
/// <param name="DiscountMinor">What is taken off.</param>
/// <param name="TaxRatePpm">The tax rate in millionths.</param>
/// <param name="TaxMinor">The tax on top.</param>
/// <param name="TotalMinor">What it comes to.</param>
/// <param name="CreditMinor">What an earlier credit paid; negative where it became a credit.</param>
/// <param name="DueMinor">What was to be paid when it became final.</param>
/// <param name="PaidMinor">What was paid.</param>
/// <param name="OutstandingMinor">What is still to be paid.</param>
/// <param name="CreditedMinor">What credit notes have taken back.</param>
/// <param name="ReceiptId">The receipt that states it.</param>
/// <param name="Page">Where the provider shows it.</param>
public sealed record InvoiceResponse(
    string Id, string? Number, string Status, string Currency, string BillTo, DateTimeOffset CreatedAt, DateTimeOffset? FinalizedAt, DateTimeOffset? PaidAt, DateTimeOffset PeriodStart,
    DateTimeOffset PeriodEnd, long SubtotalMinor, long DiscountMinor, int TaxRatePpm, long TaxMinor, long TotalMinor, long CreditMinor, long DueMinor, long PaidMinor, long OutstandingMinor,
    long CreditedMinor, string? ReceiptId, Uri? Page)
{
    /// <summary>Its lines; left out in lists.</summary>
    public IReadOnlyList<InvoiceLineResponse>? Lines { get; init; }

    /// <summary>What was taken back of it; left out in lists.</summary>
    public IReadOnlyList<CreditNoteResponse>? CreditNotes { get; init; }

    internal static InvoiceResponse Of(Invoice invoice) => new(
        invoice.Id, invoice.Number, SubscriptionResponse.Name(invoice.Status), invoice.Currency, invoice.BillTo, invoice.CreatedAt, invoice.FinalizedAt, invoice.PaidAt, invoice.PeriodStart,
        invoice.PeriodEnd, invoice.SubtotalMinor, invoice.DiscountMinor, invoice.TaxRatePpm, invoice.TaxMinor, invoice.TotalMinor, invoice.CreditMinor, invoice.DueMinor, invoice.PaidMinor,
        invoice.OutstandingMinor, invoice.CreditedMinor, invoice.ReceiptId, invoice.Page);
}

/// <summary>A line of an invoice.</summary>
/// <param name="Kind">plan, proration, overage, late_usage, value or other.</param>
/// <param name="Description">One line for the payer.</param>
/// <param name="AmountMinor">Before discount and tax; negative is a credit.</param>
/// <param name="DiscountMinor">Its part of the discounts.</param>
/// <param name="TaxMinor">The tax on what is left.</param>
/// <param name="From">When what is charged begins.</param>
/// <param name="To">When it ends.</param>
/// <param name="Metric">What was used.</param>
/// <param name="Quantity">How much of it is charged.</param>
/// <param name="Receipts">The receipts that prove a line of value.</param>
public sealed record InvoiceLineResponse(
    string Kind, string Description, long AmountMinor, long DiscountMinor, long TaxMinor, DateTimeOffset From, DateTimeOffset To, string? Metric, string? Quantity, IReadOnlyList<string> Receipts)
{
    internal static InvoiceLineResponse Of(BillLine line) => new(
        SubscriptionResponse.Name(line.Kind), line.Description, line.AmountMinor, line.DiscountMinor, line.TaxMinor, line.From, line.To, line.Metric, line.Quantity, line.Receipts);
}

/// <summary>What was taken back of an invoice.</summary>
public sealed record CreditNoteResponse(string Id, string Number, string Reason, long AmountMinor, long TaxMinor, long ToBalanceMinor, DateTimeOffset CreatedAt, string ReceiptId)
{
    internal static CreditNoteResponse Of(CreditNote note) => new(note.Id, note.Number, note.Reason, note.AmountMinor, note.TaxMinor, note.ToBalanceMinor, note.CreatedAt, note.ReceiptId);
}
