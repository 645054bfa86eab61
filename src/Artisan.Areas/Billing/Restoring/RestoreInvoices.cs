using System.Globalization;
using Artisan.Areas.Billing.Storage;
using Artisan.Platform.Backups;

namespace Artisan.Areas.Billing.Restoring;

/// <summary>Holds the invoices of a restored workspace against the subscription that numbers them.</summary>
internal sealed class RestoreInvoices(BillingStore store) : IRestoreStep
{
    public string Name => "invoices";

    public async Task<string> RunAsync(string workspaceId, CancellationToken ct)
    {
        var (given, home) = (new List<int>(), store.Home(workspaceId));
        await foreach (var row in home.RangeAsync(BillingKeys.Numbers, ct, ["PartitionKey", "RowKey"])) given.Add(BillingKeys.NumberOf(row.RowKey));
        var next = await home.FindAsync(BillingKeys.Subscription, ct) is { } subscription ? SubscriptionRow.From(subscription).NextInvoiceNumber : 1;
        var whole = given.Order().SequenceEqual(Enumerable.Range(1, next - 1));
        return whole
            ? string.Create(CultureInfo.InvariantCulture, $"{given.Count}, the next is number {next}.")
            : string.Create(CultureInfo.InvariantCulture, $"THE NUMBERS HAVE GAPS: {given.Count} were given and the next is {next}.");
    }
}
