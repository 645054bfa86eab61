using System.Runtime.CompilerServices;
using Artisan.Areas.Alerts.Storage;
using Artisan.Platform.Due;
using Artisan.Platform.Storage;

namespace Artisan.Areas.Alerts.Notifying;

/// <summary>The alerts that wait to be escalated or to wake.</summary>
internal sealed class WaitingAlerts(AlertRows rows) : IWaitingWork
{
    public IReadOnlyList<string> Kinds => [AlertDue.Kind];

    public async IAsyncEnumerable<DueWork> ListAsync(string workspaceId, [EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var row in rows.Home(workspaceId).RangeAsync(RowRange.Prefix(AlertKeys.OpenPrefix), ct))
        {
            var alert = AlertRows.Read(row);
            if (alert.EscalateAt is { } escalate) yield return new DueWork(AlertDue.Kind, workspaceId, AlertDue.Escalate(alert.Id), escalate);
            if (alert.SnoozedUntil is { } wake) yield return new DueWork(AlertDue.Kind, workspaceId, AlertDue.Wake(alert.Id), wake);
        }
    }
}
