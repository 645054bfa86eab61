using Artisan.Benchmarks.Reporting;
using Artisan.Value.Anomalies;

namespace Artisan.Benchmarks.Anomalies;

/// <summary>The detector on the series of the Numenta Anomaly Benchmark that are there; without them it says so and measures nothing.</summary>
internal sealed class NabBenchmark : IBenchmark
{
    public string Name => "nab";

    public async Task<IReadOnlyList<ResultTable>> RunAsync(Run run, CancellationToken ct)
    {
#pragma warning disable RS0030 // A benchmark has no configuration.
        var named = Environment.GetEnvironmentVariable("ARTISAN_NAB");
#pragma warning restore RS0030
        if (NabSeries.Folder(named) is not { } folder)
        {
            await run.SayAsync("  skipped: the series are not here (set ARTISAN_NAB to a folder with windows.json).");
            return [];
        }

        IReadOnlyList<ScoredSeries> scored = [.. NabSeries.Load(folder).Select(s => new ScoredSeries(s, Score(s)))];
        return [Profiles(scored), HeldOut(scored), Files(scored)];
    }

    private static double[] Score(NabSeries series)
    {
        var detector = new AnomalyDetector(AnomalySettings.Stream);
        return [.. series.Values.Select((value, i) => detector.Next(series.Times[i], value).Score)];
    }

    private ResultTable Profiles(IReadOnlyList<ScoredSeries> scored)
    {
        var table = new ResultTable(Name, $"NAB score on {scored.Count} series, {scored.Sum(s => s.Series.Windows.Count)} windows", "profile", "best threshold", "score", "at 0.5");
        foreach (var profile in NabProfile.All)
        {
            var (threshold, score) = NabScore.Best(scored, profile);
            table.Add(profile.Name, Cell.Of(threshold, "0.0000"), Cell.Of(score, "0.0"), Cell.Of(NabScore.Normal(NabScore.Raw(scored, profile, Anomaly.Threshold), scored, profile), "0.0"));
        }

        return table.Note("Best threshold: the one that suits all series most, as NAB reports it. At 0.5: the threshold of alerts.");
    }

    private ResultTable HeldOut(IReadOnlyList<ScoredSeries> scored)
    {
        var table = new ResultTable(Name, "NAB score with thresholds chosen on other series", "profile", "families, mean", "families, worst", "random halves, mean", "random halves, worst of 20");
        var (families, halves) = (NabSplits.OfFamilies(scored), NabSplits.InHalves(scored));
        foreach (var profile in NabProfile.All)
        {
            var (byFamily, byHalf) = (families.Select(f => NabSplits.Score(scored, f, profile)).ToList(), halves.Select(h => NabSplits.Score(scored, h, profile)).Order().ToList());
            table.Add(profile.Name, Cell.Of(byFamily.Average(), "0.0"), Cell.Of(byFamily.Min(), "0.0"), Cell.Of(byHalf.Average(), "0.0"), Cell.Of(byHalf[byHalf.Count / 20], "0.0"));
        }

        return table.Note("The series are parted in two; each part is judged with the threshold that suits the other most, and both count together.")
            .Note($"Families: every way to part them ({families.Count}). Random halves: {halves.Count} of them; of twenty, one is worse than the last column.");
    }

    private ResultTable Files(IReadOnlyList<ScoredSeries> scored)
    {
        var table = new ResultTable(Name, "by series, standard profile, threshold 0.5", "series", "windows", "found", "alarms in vain", "raw");
        foreach (var one in scored)
        {
            var (found, inVain) = NabScore.Count(one, Anomaly.Threshold);
            table.Add(one.Series.Name, Cell.Of(one.Series.Windows.Count, "0"), Cell.Of(found, "0"), Cell.Of(inVain, "0"), Cell.Of(NabScore.Raw([one], NabProfile.Standard, Anomaly.Threshold)));
        }

        return table;
    }
}
