namespace Artisan.Benchmarks.Anomalies;

/// <summary>What detections are worth: a window found, a row cried over in vain, a window missed.</summary>
internal sealed record NabProfile(string Name, double Found, double InVain, double Missed)
{
    public static NabProfile Standard { get; } = new("standard", 1, 0.11, 1);

    public static NabProfile FewAlarms { get; } = new("reward low FP", 1, 0.22, 1);

    public static NabProfile FewMisses { get; } = new("reward low FN", 1, 0.11, 2);

    public static IReadOnlyList<NabProfile> All { get; } = [Standard, FewAlarms, FewMisses];
}

/// <summary>A series and the score of each of its rows.</summary>
internal sealed record ScoredSeries(NabSeries Series, IReadOnlyList<double> Scores);

/// <summary>The scoring of the Numenta Anomaly Benchmark.</summary>
internal static class NabScore
{
    private static readonly double MostFound = Sigmoid(-1);

    /// <summary>The threshold that gives the most, and what it gives. One threshold holds for all series.</summary>
    public static (double Threshold, double Score) Best(IReadOnlyList<ScoredSeries> all, NabProfile profile)
    {
        var rows = all.SelectMany((s, i) => Rows(s, i, profile)).OrderByDescending(r => r.Score).ToList();
        var (total, best, threshold) = (Null(all, profile), Null(all, profile), 1.1);
        var found = new Dictionary<(int, int), double>();
        for (var i = 0; i < rows.Count; i++)
        {
            total += Worth(rows[i], found, profile);
            if (total <= best || rows[i].Score <= 0 || (i + 1 < rows.Count && rows[i + 1].Score == rows[i].Score)) continue;
            (best, threshold) = (total, rows[i].Score);
        }

        return (threshold, Normal(best, all, profile));
    }

    /// <summary>What a threshold gives, before it is put on the scale on which the perfect detector has 100.</summary>
    public static double Raw(IReadOnlyList<ScoredSeries> all, NabProfile profile, double threshold)
    {
        var found = new Dictionary<(int, int), double>();
        return Null(all, profile) + all.SelectMany((s, i) => Rows(s, i, profile)).Where(r => r.Score >= threshold).Sum(r => Worth(r, found, profile));
    }

    /// <summary>On the scale from the detector that says nothing (0) to the perfect one (100).</summary>
    public static double Normal(double raw, IReadOnlyList<ScoredSeries> all, NabProfile profile) => 100 * (raw - Null(all, profile)) / (Windows(all) - Null(all, profile));

    /// <summary>How many windows a threshold finds, and in how many rows outside of them it cries.</summary>
    public static (int Found, int InVain) Count(ScoredSeries one, double threshold)
    {
        var rows = Rows(one, 0, NabProfile.Standard).Where(r => r.Score >= threshold).ToList();
        return (rows.Where(r => r.Window >= 0).Select(r => r.Window).Distinct().Count(), rows.Count(r => r.Window < 0));
    }

    private sealed record Row(double Score, int Series, int Window, double Worth);

    private static IEnumerable<Row> Rows(ScoredSeries scored, int number, NabProfile profile)
    {
        var (windows, before) = (scored.Series.Windows, -1);
        for (var i = scored.Series.Probation; i < scored.Scores.Count; i++)
        {
            while (before + 1 < windows.Count && windows[before + 1].Last < i) before++;
            if (before + 1 < windows.Count && windows[before + 1] is { } window && window.First <= i)
            {
                var position = -(window.Last - i + 1) / (double)(window.Last - window.First + 1);
                yield return new Row(scored.Scores[i], number, before + 1, Sigmoid(position) / MostFound * profile.Found);
            }
            else
            {
                var distance = before < 0 ? double.MaxValue : (i - windows[before].Last) / (double)(windows[before].Last - windows[before].First);
                yield return new Row(scored.Scores[i], number, -1, (distance > 3 ? -1 : Sigmoid(distance)) * profile.InVain);
            }
        }
    }

    // Of a window the best row counts; the first one found also takes back what missing it would have cost.
    private static double Worth(Row row, Dictionary<(int, int), double> found, NabProfile profile)
    {
        if (row.Window < 0) return row.Worth;
        var so = found.TryGetValue((row.Series, row.Window), out var known) ? known : -profile.Missed;
        found[(row.Series, row.Window)] = Math.Max(so, row.Worth);
        return Math.Max(so, row.Worth) - so;
    }

    private static int Windows(IReadOnlyList<ScoredSeries> all) => all.Sum(s => s.Series.Windows.Count);

    private static double Null(IReadOnlyList<ScoredSeries> all, NabProfile profile) => -profile.Missed * Windows(all);

    private static double Sigmoid(double x) => (2 / (1 + Math.Exp(5 * x))) - 1;
}
