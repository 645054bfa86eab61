using System.Text.Json;
using System.Text.Json.Nodes;
using Artisan.Areas.Alerts.Contracts;
using Artisan.Areas.Alerts.Model;
using Artisan.Areas.Alerts.Notifying;
using Artisan.Areas.Alerts.Operations;
using Artisan.Azure.Tables;
using Artisan.Platform.Audit;
using Artisan.Platform.Channels;
using Artisan.Platform.Due;
using Artisan.Platform.Events;
using Artisan.Platform.Ids;
using Artisan.Platform.Storage;
using Artisan.Platform.Time;

namespace Artisan.Areas.Alerts.Storage;

/// <summary>Word that something is wrong (<paramref name="Raise"/>) or is over; its id is the same at every delivery.</summary>
internal sealed record AlertSignal(string Id, string WorkspaceId, string Key, AlertRaise? Raise)
{
    public static AlertSignal Of(string id, AlertRaise raise) => new(id, raise.WorkspaceId, raise.Key, raise);
}

/// <summary>
/// Opens, counts and closes alerts. A signal is taken once, however often it is delivered, and of many at a time about the same thing one opens the alert:
/// signal, alert and everything that is to be told of it are one transaction, and the row of the key keeps a second alert out.
/// </summary>
internal sealed class AlertBook
{
    // Each signal brings up to ten rows, and a transaction holds a hundred.
    private const int MostAtOnce = 8;
    private const int MostTries = 20;

    private static readonly TimeSpan SignalsKept = TimeSpan.FromDays(14);

    private readonly AlertRows _rows;
    private readonly IIds _ids;
    private readonly BusinessClock _clock;
    private readonly SystemClock _system;
    private readonly Combiner<AlertSignal, bool> _combiner;

    public AlertBook(AlertRows rows, IIds ids, BusinessClock clock, SystemClock system)
    {
        (_rows, _ids, _clock, _system) = (rows, ids, clock, system);
        _combiner = new Combiner<AlertSignal, bool>(MostAtOnce, (workspaceId, signals, ct) => TakeAsync(workspaceId, signals, ct));
    }

    /// <summary>Takes a signal; false where it was taken before.</summary>
    public Task<bool> TakeAsync(AlertSignal signal, CancellationToken ct) => _combiner.RunAsync(signal.WorkspaceId, signal, ct);

    private async Task<IReadOnlyList<bool>> TakeAsync(string workspaceId, IReadOnlyList<AlertSignal> signals, CancellationToken ct)
    {
        var home = _rows.Home(workspaceId);
        var taken = new HashSet<string>(StringComparer.Ordinal);
        for (var attempt = 1; ; attempt++)
        {
            var left = signals.Where(s => !taken.Contains(AlertKeys.Done(s.Id))).DistinctBy(s => s.Id).ToList();
            try
            {
                if (left.Count > 0) await CommitAsync(home, workspaceId, left, ct);
                return [.. signals.Select(s => left.Contains(s))];
            }
            catch (WriteConflictException e) when (e.RowKey.StartsWith(AlertKeys.DonePrefix, StringComparison.Ordinal))
            {
                // This one was delivered before; the others are taken without it.
                taken.Add(e.RowKey);
            }
            catch (WriteConflictException) when (attempt < MostTries)
            {
                // Another process changed the same alert; it is read again.
            }
        }
    }

    private async Task CommitAsync(Partition home, string workspaceId, IReadOnlyList<AlertSignal> signals, CancellationToken ct)
    {
        var rules = (await AlertRows.RulesAsync(home, ct)).Rules;
        var change = home.Change();
        foreach (var signal in signals) change.Insert(Done(home, signal));
        foreach (var key in signals.GroupBy(s => s.Key))
        {
            var stored = await AlertRows.FindByKeyAsync(home, key.Key, ct);
            var alert = Follow(stored?.Alert, [.. key], rules);
            if (alert is null || alert == stored?.Alert) continue;
            if (stored is null) Open(change, home, workspaceId, alert, rules);
            else Changed(change, home, workspaceId, stored, alert, rules);
        }

        await change.CommitAsync(ct);
    }

    // What was over and came back within the same breath was never over, and what came and went never was.
    private Alert? Follow(Alert? alert, IReadOnlyList<AlertSignal> signals, AlertRules rules)
    {
        var now = _clock.Now;
        var wanted = signals.Select(s => s.Raise is null ? null : rules.Judge(s.Raise)).ToList();
        if (wanted[^1] is null) return alert?.Resolve(null, signals[^1].Raise is null ? "The condition is over." : "The condition is over, or no rule asks for it any more.", now);
        foreach (var raise in wanted.OfType<AlertRaise>())
        {
            alert = alert is null ? Alert.Open(_ids.New(AlertKeys.IdPrefix), raise, now, rules.EscalateAfter) : alert.Again(raise, now, rules.EscalateAfter);
        }

        return alert;
    }

    private static void Open(Change change, Partition home, string workspaceId, Alert alert, AlertRules rules)
    {
        alert = alert with { Told = rules.Tells(alert.Severity) };
        AlertRows.Insert(change, home, alert)
            .Announce(AlertEvents.Opened, workspaceId, alert.Id, AlertResponse.Of(alert))
            .AuditSystem(workspaceId, "alerts", "alert.opened", "alert", alert.Id, after: Audited(alert));
        if (alert.Told) change.Tell(workspaceId, alert, ChannelStep.Opened);
        if (alert.EscalateAt is { } due) change.Schedule(AlertDue.Kind, workspaceId, AlertDue.Escalate(alert.Id), due);
    }

    private void Changed(Change change, Partition home, string workspaceId, StoredAlert stored, Alert alert, AlertRules rules)
    {
        var before = stored.Alert;
        var worse = alert.State is not AlertState.Resolved && alert.Severity != before.Severity;
        if (worse) alert = alert with { Told = before.Told || rules.Tells(alert.Severity) };
        _rows.Replace(change, home, stored, alert);
        if (alert.State is AlertState.Resolved)
        {
            change.Announce(AlertEvents.Resolved, workspaceId, alert.Id, AlertResponse.Of(alert)).TellOn(workspaceId, alert, ChannelStep.Resolved)
                .AuditSystem(workspaceId, "alerts", "alert.resolved", "alert", alert.Id, Audited(before), Audited(alert));
            return;
        }

        if (!worse) return;
        change.AuditSystem(workspaceId, "alerts", "alert.worsened", "alert", alert.Id, Audited(before), Audited(alert));
        if (rules.Tells(alert.Severity)) change.Tell(workspaceId, alert, ChannelStep.Opened);
        if (alert.EscalateAt is { } due) change.Schedule(AlertDue.Kind, workspaceId, AlertDue.Escalate(alert.Id), due);
    }

    private TableEntity Done(Partition home, AlertSignal signal)
    {
        var row = home.Row(AlertKeys.Done(signal.Id));
        row[Partition.Expiry] = _system.Now + SignalsKept;
        return row;
    }

    /// <summary>An alert as audit entries show it.</summary>
    public static JsonObject Audited(Alert alert) => JsonNode.Parse(JsonSerializer.Serialize(AlertResponse.Of(alert), AlertsJson.Default.AlertResponse))!.AsObject();
}
