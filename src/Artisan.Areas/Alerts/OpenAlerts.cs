using Artisan.Areas.Alerts.Contracts;
using Artisan.Areas.Alerts.Storage;

namespace Artisan.Areas.Alerts;

/// <summary>Counts what is not resolved, by the rows of those alone.</summary>
internal sealed class OpenAlerts(AlertRows rows) : IOpenAlerts
{
    public async ValueTask<int> CountAsync(string workspaceId, AlertSeverity severity, CancellationToken ct) => await AlertRows.CountAsync(rows.Home(workspaceId), severity, ct);
}
