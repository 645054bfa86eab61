namespace Artisan.Value.Anomalies;

/// <summary>
/// Signal: levels follow each other as they did not before. Values become one of eight levels of the range that the first values had; what is measured is how
/// little the three levels before foretold the next, by the counts of such successions.
/// </summary>
internal sealed class LevelSuccession
{
    private const int Bins = 8;
    private const int Order = 3;
    private const int FirstCut = 60;
    private const int MostCounted = 400;
    private const int MostKept = 600;

    /// <summary>The borders between levels; none at the beginning.</summary>
    public double[] Cuts { get; set; } = [];

    /// <summary>The values that the borders are drawn from, until they are drawn for good.</summary>
    public List<double> Early { get; set; } = [];

    public int Seen { get; set; }

    /// <summary>How often each level followed, by the levels before.</summary>
    public Dictionary<int, int[]> Counts { get; set; } = [];

    public int[] Past { get; set; } = new int[Order];

    public MovingMean Surprise { get; set; } = new();

    public TailRank Rank { get; set; } = new();

    public double? Next(double value, AnomalySettings settings)
    {
        Seen++;
        if (Seen <= MostKept) Early.Add(value);
        if (Seen is FirstCut or (2 * FirstCut) or (5 * FirstCut) or MostKept)
        {
            Redraw();
            if (Seen == MostKept) Early = [];
            return null;
        }

        if (Cuts.Length == 0) return null;
        var level = LevelOf(value);
        var surprise = -Math.Log(ChanceOf(level));
        Learn(level);
        return Rank.Next(Surprise.Next(surprise, settings.ShapeRows), settings);
    }

    private void Redraw()
    {
        List<double> sorted = [.. Early.Order()];
        var (low, high) = (sorted[(int)(0.01 * sorted.Count)], sorted[(int)(0.99 * sorted.Count)]);
        if (high <= low) (low, high) = (sorted[0], sorted[^1]);
        if (high <= low) high = low + 1e-9 + (Math.Abs(low) * 0.01);
        var step = (high - low) / (Bins - 2);
        // The outermost levels begin half a step outside what there was: only what is new lies in them.
        Cuts = [.. Enumerable.Range(0, Bins - 1).Select(i => low + (step * i) + (i == 0 ? -0.5 * step : i == Bins - 2 ? 0.5 * step : 0))];
        Counts.Clear();
        foreach (var value in Early) Learn(LevelOf(value));
    }

    private int LevelOf(double value)
    {
        var level = 0;
        while (level < Cuts.Length && value > Cuts[level]) level++;
        return level;
    }

    // From no context to the longest known one, each leaving the part that it cannot tell to the shorter one.
    private double ChanceOf(int level)
    {
        var chance = 1.0 / Bins;
        for (var order = 0; order <= Order; order++)
        {
            if (!Counts.TryGetValue(Context(order), out var counts)) continue;
            var (total, kinds) = (0, 0);
            foreach (var count in counts) (total, kinds) = (total + count, kinds + (count > 0 ? 1 : 0));
            chance = (counts[level] + (kinds * chance)) / (total + kinds);
        }

        return chance;
    }

    private void Learn(int level)
    {
        for (var order = 0; order <= Order; order++)
        {
            var context = Context(order);
            if (!Counts.TryGetValue(context, out var counts)) Counts[context] = counts = new int[Bins];
            counts[level]++;
            if (counts.Sum() <= MostCounted) continue;
            for (var i = 0; i < Bins; i++) counts[i] = (counts[i] + 1) / 2;
        }

        for (var i = Order - 1; i > 0; i--) Past[i] = Past[i - 1];
        Past[0] = level;
    }

    private int Context(int order)
    {
        var context = 1;
        for (var i = 0; i < order; i++) context = (context * (Bins + 1)) + Past[i] + 1;
        return context;
    }
}
