using System.Text.Json;
using Artisan.Areas.Billing.Storage;
using Artisan.Platform.Access;
using Artisan.Platform.Http;
using Artisan.Platform.Storage;

namespace Artisan.Areas.Billing.Invoices;

/// <summary>One invoice with its lines, the receipts behind them, and its credit notes.</summary>
internal sealed class GetInvoice(BillingStore store)
{
    public async Task<Outcome<InvoiceResponse>> RunAsync(string id, Caller caller, CancellationToken ct)
    {
        var home = store.Home(caller.WorkspaceId);
        return await InvoiceRow.FindAsync(home, id, ct) is { } found ? await WholeAsync(home, found.Invoice, ct) : Faults.NotFound;
    }

    /// <summary>An invoice with everything that belongs to it.</summary>
    public static async Task<InvoiceResponse> WholeAsync(Partition home, Invoice invoice, CancellationToken ct)
    {
        var notes = new List<CreditNoteResponse>();
        await foreach (var row in home.RangeAsync(BillingKeys.CreditNotes(invoice.Id), ct)) notes.Add(CreditNoteResponse.Of(JsonSerializer.Deserialize(row.GetString("doc")!, BillingDocs.Default.CreditNote)!));
        return InvoiceResponse.Of(invoice) with { Lines = [.. invoice.Lines.Select(InvoiceLineResponse.Of)], CreditNotes = notes };
    }
}
