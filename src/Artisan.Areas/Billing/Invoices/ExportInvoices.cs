using System.Runtime.CompilerServices;
using Artisan.Areas.Billing.Plans;
using Artisan.Areas.Billing.Storage;
using Artisan.Areas.Billing.Subscriptions;
using Artisan.Areas.Workspaces.Contracts;

namespace Artisan.Areas.Billing.Invoices;

/// <summary>A workspace's subscription and its invoices with all lines and credit notes, in its export.</summary>
internal sealed class ExportInvoices(BillingStore store, PlanCatalog plans, SubscriptionProviders providers) : IExportContributor
{
    public string Folder => "billing";

    public async Task WriteAsync(ExportArchive archive, string workspaceId, CancellationToken ct)
    {
        await archive.LinesAsync("billing/subscription", SubscriptionAsync(workspaceId, ct), BillingJson.Default.SubscriptionResponse, ct);
        await archive.LinesAsync("billing/invoices", InvoicesAsync(workspaceId, ct), BillingJson.Default.InvoiceResponse, ct);
    }

    private async IAsyncEnumerable<SubscriptionResponse> SubscriptionAsync(string workspaceId, [EnumeratorCancellation] CancellationToken ct)
    {
        yield return SubscriptionResponse.Of((await store.ReadAsync(workspaceId, ct)).Subscription, plans, providers);
    }

    private async IAsyncEnumerable<InvoiceResponse> InvoicesAsync(string workspaceId, [EnumeratorCancellation] CancellationToken ct)
    {
        var home = store.Home(workspaceId);
        await foreach (var row in home.RangeAsync(BillingKeys.Invoices, ct)) yield return await GetInvoice.WholeAsync(home, InvoiceRow.From(row), ct);
    }
}
