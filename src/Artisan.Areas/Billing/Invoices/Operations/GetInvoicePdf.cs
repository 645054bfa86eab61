using Artisan.Areas.Billing.Storage;
using Artisan.Platform.Access;
using Artisan.Platform.Http;
using Artisan.Platform.Payments;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Artisan.Areas.Billing.Invoices;

/// <summary>A final invoice as a PDF, the same bytes every time; of another provider's invoice its own document.</summary>
internal sealed class GetInvoicePdf(BillingStore store, IOptions<ApiOptions> api)
{
    public async Task<IResult> RunAsync(string id, Caller caller, CancellationToken ct)
    {
        if (await InvoiceRow.FindAsync(store.Home(caller.WorkspaceId), id, ct) is not { Invoice: var invoice }) return (Outcome<Done>)Faults.NotFound;
        if (invoice.Pdf is { } theirs) return Results.Redirect(theirs.AbsoluteUri);
        if (invoice.Status is InvoiceStatus.Draft || invoice.ReceiptId is null) return (Outcome<Done>)BillingFaults.InvoiceNotFinal;
        return Results.File(InvoicePdf.Render(caller.WorkspaceId, invoice, api.Value.PublicUrl), "application/pdf", $"{invoice.Number}.pdf");
    }
}
