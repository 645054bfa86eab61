using System.Text.Json;
using Artisan.Areas.Billing.Invoices;
using Artisan.Areas.Billing.Storage;
using Artisan.Areas.Billing.Subscriptions;
using Artisan.Platform.Ids;
using Artisan.Platform.Payments;
using Artisan.Platform.Storage;

namespace Artisan.Areas.Billing.Stripe;

/// <summary>Stripe's invoices as the workspace's own list shows them: with Stripe's number, page and document.</summary>
internal static class MirroredInvoice
{
    private const string Metric = "metric";
    private const string Quantity = "quantity";
    private const string Receipts = "receipts";

    // Stripe takes 500 characters a value; a receipt's id has 30 and a blank.
    private const int ReceiptsInValue = 15;
    private const int MostValues = 30;

    /// <summary>Its id here, the same whenever it is seen.</summary>
    public static string IdOf(InvoiceSnapshot seen) => $"inv_{UlidIds.Of(seen.CreatedAt, seen.Reference)}";

    /// <summary>The invoice as Stripe has it now.</summary>
    public static Invoice Of(InvoiceSnapshot seen, string billTo, int taxRatePpm)
    {
        var plan = seen.Lines.FirstOrDefault(l => l.Kind is InvoiceLineKind.Plan);
        // One of its own covers what its lines do.
        var own = seen.Subscription is null && seen.Lines.Count > 0;
        var due = seen.DueMinor + seen.PaidMinor;
        return new Invoice
        {
            Id = IdOf(seen),
            Number = seen.Number,
            Status = seen.Status,
            Provider = BillingProvider.Stripe,
            Currency = seen.Currency,
            BillTo = billTo,
            CreatedAt = seen.CreatedAt,
            PeriodStart = plan?.PeriodStart ?? (own ? seen.Lines.Min(l => l.PeriodStart) : seen.PeriodStart),
            PeriodEnd = plan?.PeriodEnd ?? (own ? seen.Lines.Max(l => l.PeriodEnd) : seen.PeriodEnd),
            FinalizedAt = seen.FinalizedAt,
            PaidAt = seen.PaidAt,
            Lines = [.. seen.Lines.Select(Of)],
            TaxRatePpm = taxRatePpm,
            SubtotalMinor = seen.SubtotalMinor,
            DiscountMinor = seen.DiscountMinor,
            TaxMinor = seen.TaxMinor,
            TotalMinor = seen.TotalMinor,
            CreditMinor = seen.Status is InvoiceStatus.Open or InvoiceStatus.Paid ? seen.TotalMinor - due : 0,
            DueMinor = due,
            PaidMinor = seen.PaidMinor,
            Attempts = seen.Attempts,
            ExternalRef = seen.Reference,
            Page = seen.Page,
            Pdf = seen.Pdf,
        };
    }

    /// <summary>What proves a line, in the form in which Stripe keeps it.</summary>
    public static IReadOnlyDictionary<string, string> Details(BillLine line)
    {
        var details = new Dictionary<string, string>();
        if (line.Metric is { } metric) details[Metric] = metric;
        if (line.Quantity is { } quantity) details[Quantity] = quantity;
        foreach (var (part, index) in line.Receipts.Chunk(ReceiptsInValue).Take(MostValues).Select((part, index) => (part, index))) details[$"{Receipts}_{index:D2}"] = string.Join(' ', part);
        return details;
    }

    /// <summary>A line as Stripe has it.</summary>
    public static BillLine Of(InvoiceLine seen) => new()
    {
        Kind = seen.Kind,
        Description = seen.Description,
        AmountMinor = seen.AmountMinor,
        DiscountMinor = seen.DiscountMinor,
        From = seen.PeriodStart,
        To = seen.PeriodEnd,
        Metric = seen.Details.GetValueOrDefault(Metric),
        Quantity = seen.Details.GetValueOrDefault(Quantity),
        Receipts = [.. seen.Details.Where(d => d.Key.StartsWith(Receipts, StringComparison.Ordinal)).OrderBy(d => d.Key, StringComparer.Ordinal).SelectMany(d => d.Value.Split(' '))],
    };
}

/// <summary>An invoice as it is known here, and as Stripe has it.</summary>
internal sealed record Mirrored(StoredInvoice? Known, Invoice Invoice)
{
    /// <summary>Whether something about it is new.</summary>
    public bool IsNews { get; } = Known is null || JsonSerializer.Serialize(Known.Invoice, BillingDocs.Default.Invoice) != JsonSerializer.Serialize(Invoice, BillingDocs.Default.Invoice);

    /// <summary>Adds it to a change, with word to those who pay where it was paid or could not be.</summary>
    public void Write(Change change, Partition home, string workspaceId)
    {
        InvoiceRow.Save(change, home, Known ?? new StoredInvoice(Invoice), Invoice).Announce(workspaceId, Known?.Invoice, Invoice);
        if (Invoice is { Status: InvoiceStatus.Paid, TotalMinor: > 0 } && Known?.Invoice.Status is not InvoiceStatus.Paid) change.Tell(workspaceId, BillingNews.Paid, Invoice);
        if (Invoice is { Status: InvoiceStatus.Open, Attempts: > 0 } && Known?.Invoice.Attempts is null or 0) change.Tell(workspaceId, BillingNews.PaymentFailed, Invoice);
    }
}
