using Artisan.Areas.Alerts.Contracts;
using Artisan.Areas.Alerts.Model;
using Artisan.Areas.Alerts.Storage;
using Artisan.Areas.Value.Contracts;

namespace Artisan.Areas.Alerts.Checking;

/// <summary>Looks at one series with the detector and the workspace's rules, and raises or clears what it finds. The same look twice is one signal each.</summary>
internal sealed class SeriesCheck(AlertBook book, AlertRows rows)
{
    // Periods this far back are history that is being filled in, and nobody's emergency.
    private const int NewestLooked = 3;

    /// <summary>
    /// Looks at the newest point for the rules, and at <paramref name="at"/> for the detector. <paramref name="occasion"/> names this look: a repeated one does nothing.
    /// </summary>
    public async Task RunAsync(string workspaceId, string occasion, string name, AlertSubject on, IReadOnlyList<SeriesPoint> series, int at, AlertRules rules, CancellationToken ct)
    {
        if (series.Count == 0) return;
        if (rules.Detector && at >= 0 && on.Field != IValueSeries.Points) await TakeAnomalyAsync(workspaceId, occasion, name, on, series, at, rules, ct);
        foreach (var rule in rules.Rules.Where(r => r.Enabled && Watches(r, on)))
        {
            var newest = SeriesReplay.Of(rule.Condition, rule.Threshold, series)[^1];
            await TakeAsync(workspaceId, occasion, $"rule:{rule.Id}", newest.Alerts, key => new AlertRaise(
                workspaceId, key, AlertKinds.Rule, rule.Severity, $"{rule.Name}: {name}", $"{newest.Point.Name}: {newest.Reason}", on, newest.Point.Name, newest.Point.Value, null, rule.Id), ct);
        }
    }

    private Task TakeAnomalyAsync(string workspaceId, string occasion, string name, AlertSubject on, IReadOnlyList<SeriesPoint> series, int at, AlertRules rules, CancellationToken ct)
    {
        var found = SeriesReplay.Anomalies(rules.Sensitivity, [.. series.Take(at + 1)])[^1];
        return TakeAsync(workspaceId, occasion, $"anomaly:{on.DefinitionId}{on.Source}:{on.Field}:{found.Point.Name}", found.Alerts && at >= series.Count - NewestLooked, key => new AlertRaise(
            workspaceId, key, AlertKinds.Anomaly, rules.DetectorSeverity, $"Unusual value: {name}", $"{found.Point.Name}: {found.Reason}", on, found.Point.Name, found.Point.Value, found.Score), ct);
    }

    private async Task TakeAsync(string workspaceId, string occasion, string key, bool alerts, Func<string, AlertRaise> raise, CancellationToken ct)
    {
        // Keys hold names of fields, which row keys may not.
        var signal = AlertKeys.Hash($"{occasion}:{key}");
        if (alerts) await book.TakeAsync(AlertSignal.Of(signal, raise(key)), ct);
        // Most looks find nothing, and of most keys there is nothing to clear: that costs a read and no write.
        else if (await rows.Home(workspaceId).FindAsync(AlertKeys.ByKey(key), ct) is not null) await book.TakeAsync(new AlertSignal(signal, workspaceId, key, null), ct);
    }

    private static bool Watches(AlertRule rule, AlertSubject on) =>
        rule.Condition is AlertCondition.Above or AlertCondition.Below or AlertCondition.Change or AlertCondition.Missing && rule.On == on;
}
