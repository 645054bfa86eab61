using System.Globalization;
using Artisan.Areas.Alerts.Model;
using Artisan.Areas.Value.Contracts;
using Artisan.Value.Anomalies;

namespace Artisan.Areas.Alerts.Checking;

/// <summary>A point of a series and what a condition makes of it, by the points before it alone.</summary>
internal readonly record struct ReplayedPoint(SeriesPoint Point, bool Alerts, double? Score, string Reason);

/// <summary>
/// Goes through a series as if each point had just come. The live check and the back-test are the same walk, so what a back-test shows is what would have happened.
/// </summary>
internal static class SeriesReplay
{
    /// <summary>Tries a rule's condition.</summary>
    public static IReadOnlyList<ReplayedPoint> Of(AlertCondition condition, decimal threshold, IReadOnlyList<SeriesPoint> series) => condition switch
    {
        AlertCondition.Above => Each(series, (p, _) => p.Value > threshold ? $"{Text(p.Value)} is above {Text(threshold)}." : null),
        AlertCondition.Below => Each(series, (p, _) => p.Value < threshold ? $"{Text(p.Value)} is below {Text(threshold)}." : null),
        AlertCondition.Change => Each(series, (p, i) => i == 0 ? null : ChangeOf(series[i - 1].Value, p.Value, threshold)),
        AlertCondition.Missing => Missing(series, threshold),
        _ => throw new ArgumentOutOfRangeException(nameof(condition)),
    };

    /// <summary>Tries the detector.</summary>
    public static IReadOnlyList<ReplayedPoint> Anomalies(Sensitivity sensitivity, IReadOnlyList<SeriesPoint> series)
    {
        var (detector, least) = (new AnomalyDetector(AnomalySettings.Daily), AlertRules.ScoreOf(sensitivity));
        return [.. series.Select(p =>
        {
            var anomaly = detector.Next(p.At, (double)p.Value);
            return new ReplayedPoint(p, anomaly.Score >= least, anomaly.Score, anomaly.Reason);
        })];
    }

    private static List<ReplayedPoint> Each(IReadOnlyList<SeriesPoint> series, Func<SeriesPoint, int, string?> reason) =>
        [.. series.Select((p, i) => reason(p, i) is { } why ? new ReplayedPoint(p, true, null, why) : new ReplayedPoint(p, false, null, ""))];

    private static string? ChangeOf(decimal before, decimal now, decimal percent)
    {
        if (before == now) return null;
        if (before == 0) return $"{Text(now)} after 0.";
        // Far apart decimals divide beyond their range; what is that far apart has changed enough.
        var changed = Math.Abs((double)now - (double)before) / Math.Abs((double)before) * 100;
        return changed > (double)percent ? $"{Text(now)} after {Text(before)}: {changed.ToString("0.#", CultureInfo.InvariantCulture)} % {(now > before ? "more" : "less")}." : null;
    }

    private static List<ReplayedPoint> Missing(IReadOnlyList<SeriesPoint> series, decimal days)
    {
        var (replayed, without) = (new List<ReplayedPoint>(series.Count), 0);
        foreach (var point in series)
        {
            without = point.Value == 0 ? without + 1 : 0;
            replayed.Add(without >= days && without > 0
                ? new ReplayedPoint(point, true, null, without == 1 ? "No points for a day." : $"No points for {without} days.")
                : new ReplayedPoint(point, false, null, ""));
        }

        return replayed;
    }

    private static string Text(decimal value) => value.ToString("0.######", CultureInfo.InvariantCulture);
}
