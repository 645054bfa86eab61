namespace Artisan.Benchmarks.Anomalies;

/// <summary>Ways to part the series in two, so that a threshold is never judged on what it was chosen by.</summary>
internal static class NabSplits
{
    private const int Halves = 200;

    /// <summary>Every way to part the families that leaves anomalies on both sides: where there are none, the best threshold is never to alert.</summary>
    public static IReadOnlyList<IReadOnlySet<ScoredSeries>> OfFamilies(IReadOnlyList<ScoredSeries> all)
    {
        var families = all.GroupBy(s => s.Series.Name.Split('/')[0]).ToList();
        // The last family always lies in the other part: else each way would be there twice.
        return
        [
            .. Enumerable.Range(1, (1 << (families.Count - 1)) - 1).Select(bits => families.Where((_, i) => ((bits >> i) & 1) == 1).SelectMany(f => f).ToHashSet())
                .Where(part => part.Any(HasWindows) && all.Any(s => HasWindows(s) && !part.Contains(s))),
        ];
    }

    /// <summary>Halves drawn by lot, the same ones in every run.</summary>
    public static IReadOnlyList<IReadOnlySet<ScoredSeries>> InHalves(IReadOnlyList<ScoredSeries> all)
    {
        var random = new Random(17);
        return [.. Enumerable.Range(0, Halves).Select(_ =>
        {
            ScoredSeries[] drawn = [.. all];
            random.Shuffle(drawn);
            return drawn.Take(all.Count / 2).ToHashSet();
        })];
    }

    /// <summary>What both parts come to together, each judged with the threshold that suits the other most.</summary>
    public static double Score(IReadOnlyList<ScoredSeries> all, IReadOnlySet<ScoredSeries> part, NabProfile profile)
    {
        IReadOnlyList<ScoredSeries> one = [.. all.Where(part.Contains)], other = [.. all.Where(s => !part.Contains(s))];
        return NabScore.Normal(Judged(one, other, profile) + Judged(other, one, profile), all, profile);
    }

    private static bool HasWindows(ScoredSeries scored) => scored.Series.Windows.Count > 0;

    private static double Judged(IReadOnlyList<ScoredSeries> judged, IReadOnlyList<ScoredSeries> chosenBy, NabProfile profile) =>
        NabScore.Raw(judged, profile, NabScore.Best(chosenBy, profile).Threshold);
}
