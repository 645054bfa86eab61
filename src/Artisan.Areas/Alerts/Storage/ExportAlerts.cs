using System.Runtime.CompilerServices;
using Artisan.Areas.Alerts.Operations;
using Artisan.Areas.Workspaces.Contracts;
using Artisan.Platform.Storage;

namespace Artisan.Areas.Alerts.Storage;

/// <summary>What alerts hold of a workspace, in its export: all alerts, who was told of them, and the rules without the keys of channels.</summary>
internal sealed class ExportAlerts(AlertRows rows) : IExportContributor
{
    public string Folder => "alerts";

    public async Task WriteAsync(ExportArchive archive, string workspaceId, CancellationToken ct)
    {
        var home = rows.Home(workspaceId);
        await archive.LinesAsync("alerts/alerts", AlertsAsync(home, ct), AlertsJson.Default.AlertResponse, ct);
        await archive.LinesAsync("alerts/deliveries", DeliveriesAsync(home, ct), AlertsJson.Default.AlertDeliveryResponse, ct);
        await archive.LinesAsync("alerts/rules", RulesAsync(home, ct), AlertsJson.Default.RulesResponse, ct);
    }

    private static async IAsyncEnumerable<AlertResponse> AlertsAsync(Partition home, [EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var row in home.RangeAsync(RowRange.Prefix(AlertKeys.AlertPrefix), ct)) yield return AlertResponse.Of(AlertRows.Read(row));
    }

    private static async IAsyncEnumerable<AlertDeliveryResponse> DeliveriesAsync(Partition home, [EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var row in home.RangeAsync(RowRange.Prefix(AlertKeys.DeliveryPrefix), ct)) yield return AlertDeliveryResponse.Of(DeliveryRows.Read(row));
    }

    private static async IAsyncEnumerable<RulesResponse> RulesAsync(Partition home, [EnumeratorCancellation] CancellationToken ct)
    {
        yield return RulesResponse.Of((await AlertRows.RulesAsync(home, ct)).Rules, await DeliveryRows.ResultsAsync(home, ct));
    }
}
