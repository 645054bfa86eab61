using System.Text.Json;
using Artisan.Areas.Billing.Storage;
using Artisan.Platform.Access;
using Artisan.Platform.Http;

namespace Artisan.Areas.Billing.Invoices;

/// <summary>One invoice with its lines, the receipts behind them, and its credit notes.</summary>
internal sealed class GetInvoice(BillingStore store)
{
    public async Task<Outcome<InvoiceResponse>> RunAsync(string id, Caller caller, CancellationToken ct)
    {
        var home = store.Home(caller.WorkspaceId);
        if (await InvoiceRow.FindAsync(home, id, ct) is not { Invoice: var invoice }) return Faults.NotFound;
        var notes = new List<CreditNoteResponse>();
        await foreach (var row in home.RangeAsync(BillingKeys.CreditNotes(id), ct)) notes.Add(CreditNoteResponse.Of(JsonSerializer.Deserialize(row.GetString("doc")!, BillingDocs.Default.CreditNote)!));
        return InvoiceResponse.Of(invoice) with { Lines = [.. invoice.Lines.Select(InvoiceLineResponse.Of)], CreditNotes = notes };
    }
}
