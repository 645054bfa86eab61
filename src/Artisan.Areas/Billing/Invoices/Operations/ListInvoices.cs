using Artisan.Areas.Billing.Storage;
using Artisan.Platform.Access;
using Artisan.Platform.Http;

namespace Artisan.Areas.Billing.Invoices;

/// <summary>The workspace's invoices, the newest first.</summary>
internal sealed class ListInvoices(BillingStore store)
{
    public async Task<Outcome<Page<InvoiceResponse>>> RunAsync(Paging paging, Caller caller, CancellationToken ct) => Outcome.Page(
        await paging.ReadAsync(store.Home(caller.WorkspaceId), BillingKeys.Invoices, row => InvoiceResponse.Of(InvoiceRow.From(row)), ct));
}
