using Artisan.Areas.Alerts.Contracts;
using Artisan.Areas.Alerts.Storage;
using Artisan.Platform.Storage;

namespace Artisan.Areas.Alerts;

/// <summary>What is not resolved, by the rows of those alone.</summary>
internal sealed class AlertGlance(AlertRows rows) : IAlertGlance
{
    public async Task<IReadOnlyList<OpenAlertItem>> ListAsync(string workspaceId, int limit, CancellationToken ct)
    {
        var page = await rows.Home(workspaceId).PageAsync(RowRange.Prefix(AlertKeys.OpenPrefix), limit, null, ct);
        return [.. page.Rows.Select(AlertRows.Read).Select(a => new OpenAlertItem(a.Id, a.Title, a.Severity, a.OpenedAt))];
    }
}
