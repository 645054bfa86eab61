using Artisan.Areas.Alerts.Model;
using Artisan.Areas.Alerts.Storage;
using Artisan.Platform.Access;
using Artisan.Platform.Audit;
using Artisan.Platform.Channels;
using Artisan.Platform.Due;
using Artisan.Platform.Functions;
using Artisan.Platform.Time;

namespace Artisan.Areas.Alerts.Notifying;

/// <summary>
/// Tells the owners of a critical alert that nobody has acknowledged in time, and opens snoozed alerts again. Both are checked against the alert, so a stale or
/// repeated message does nothing.
/// </summary>
internal sealed class AlertDue(AlertEdit alerts, AlertRows rows, WorkspaceClosing closing, BusinessClock clock) : IQueueHandler<DueWork>
{
    public const string Kind = "alert-due";
    public const string Queue = "alert-due";

    private const string EscalatePrefix = "escalate:";
    private const string WakePrefix = "wake:";

    public static string Escalate(string id) => EscalatePrefix + id;

    public static string Wake(string id) => WakePrefix + id;

    public async Task HandleAsync(QueueMessage<DueWork> message, CancellationToken ct)
    {
        var work = message.Body;
        if (await closing.IsClosedAsync(work.Owner, ct)) return;
        var id = work.Id[(work.Id.IndexOf(':', StringComparison.Ordinal) + 1)..];
        if (work.Id.StartsWith(EscalatePrefix, StringComparison.Ordinal)) await EscalateAsync(work.Owner, id, work.Due, ct);
        else await WakeAsync(work.Owner, id, work.Due, ct);
    }

    private async Task EscalateAsync(string workspaceId, string id, DateTimeOffset due, CancellationToken ct) => await alerts.RunAsync(
        workspaceId, id,
        alert => alert.State is AlertState.Open && alert.EscalateAt == due ? alert with { EscalateAt = null, EscalatedAt = clock.Now, Told = true } : alert,
        (change, before, after) =>
        {
            change.Tell(workspaceId, after, ChannelStep.Escalated).AuditSystem(workspaceId, "alerts", "alert.escalated", "alert", id, AlertBook.Audited(before), AlertBook.Audited(after));
        },
        ct);

    private async Task WakeAsync(string workspaceId, string id, DateTimeOffset due, CancellationToken ct)
    {
        var rules = (await AlertRows.RulesAsync(rows.Home(workspaceId), ct)).Rules;
        await alerts.RunAsync(
            workspaceId, id,
            alert => alert.State is AlertState.Snoozed && alert.SnoozedUntil == due ? alert.Wake(clock.Now, rules.EscalateAfter) : alert,
            (change, before, after) =>
            {
                if (after.EscalateAt is { } next) change.Schedule(Kind, workspaceId, Escalate(id), next);
                change.AuditSystem(workspaceId, "alerts", "alert.woken", "alert", id, AlertBook.Audited(before), AlertBook.Audited(after));
            },
            ct);
    }
}
