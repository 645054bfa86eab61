namespace Artisan.Areas.Billing.Invoices;

/// <summary>Takes back a part of a final invoice, or all of it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Number">What the payer knows it by.</param>
/// <param name="InvoiceId">The invoice that it corrects.</param>
/// <param name="InvoiceNumber">What the payer knows that by.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="Reason">Why, for the payer.</param>
/// <param name="AmountMinor">How much, tax included.</param>
/// <param name="TaxMinor">The tax in it.</param>
/// <param name="ToBalanceMinor">What of it pays later invoices; the rest was never paid and is not to be paid any more.</param>
/// <param name="CreatedAt">When.</param>
/// <param name="ReceiptId">The receipt that states it.</param>
internal sealed record CreditNote(
    string Id, string Number, string InvoiceId, string InvoiceNumber, string Currency, string Reason, long AmountMinor, long TaxMinor, long ToBalanceMinor, DateTimeOffset CreatedAt,
    string ReceiptId);
