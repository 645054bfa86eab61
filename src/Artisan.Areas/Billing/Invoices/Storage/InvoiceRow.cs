using Artisan.Areas.Billing.Storage;
using Artisan.Azure.Tables;
using Artisan.Platform.Ids;
using Artisan.Platform.Storage;

namespace Artisan.Areas.Billing.Invoices;

/// <summary>An invoice as it was read; without ETag where it has no row yet.</summary>
internal sealed record StoredInvoice(Invoice Invoice, global::Azure.ETag ETag = default);

/// <summary>How invoices are kept: one document, because a line may name hundreds of receipts.</summary>
internal static class InvoiceRow
{
    /// <summary>Adds an invoice to a change: replaced where it was read, inserted where it is new.</summary>
    public static Change Save(Change change, Partition home, StoredInvoice before, Invoice after)
    {
        var row = LongDoc.Into(home.Row(BillingKeys.Invoice(after.Id)), after, BillingDocs.Default.Invoice);
        row.ETag = before.ETag;
        row["id"] = after.Id;
        row["status"] = after.Status.ToString();
        row["number"] = after.Number ?? "";
        return change.Save(row);
    }

    /// <summary>Adds a new invoice to a change.</summary>
    public static Change Insert(Change change, Partition home, Invoice invoice) => Save(change, home, new StoredInvoice(invoice), invoice);

    public static Invoice From(TableEntity row) => LongDoc.From(row, BillingDocs.Default.Invoice);

    /// <summary>An invoice of the partition; null where there is none of this id.</summary>
    public static async Task<StoredInvoice?> FindAsync(Partition home, string id, CancellationToken ct) =>
        UlidIds.IsId(id, "inv") && await home.FindAsync(BillingKeys.Invoice(id), ct) is { } row ? new StoredInvoice(From(row), row.ETag) : null;
}
