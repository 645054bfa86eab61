namespace Artisan.Value.Anomalies;

/// <summary>
/// How rare a value is among the last ones: minus the logarithm of the share that is as large. Beyond the largest ones the tail goes on exponentially,
/// so that twice as far is said to be rarer and not just as rare.
/// </summary>
internal sealed class TailRank
{
    private const double TailShare = 0.02;
    private const int FewestInTail = 10;

    // Tails thinner than this against the spread would call a hair's breadth a miracle.
    private const double ThinnestTail = 0.05;
    private const double Most = 60;

    private List<double>? _sorted;

    /// <summary>The values it compares with, the oldest first: all of its state.</summary>
    public Queue<double> Recent { get; set; } = new();

    /// <summary>How rare <paramref name="value"/> is among those before it, which it then joins; null while there are too few.</summary>
    public double? Next(double value, AnomalySettings settings)
    {
        _sorted ??= [.. Recent.Order()];
        double? rank = _sorted.Count < settings.WarmUp ? null : RankOf(value, _sorted);
        Recent.Enqueue(value);
        _sorted.Insert(Place(_sorted, value), value);
        if (Recent.Count > settings.Memory) _sorted.RemoveAt(Place(_sorted, Recent.Dequeue()));
        return rank;
    }

    private static double RankOf(double value, List<double> sorted)
    {
        var count = sorted.Count;
        var inTail = Math.Max(count - (int)((1 - TailShare) * count), Math.Min(FewestInTail, count / 4));
        var edge = sorted[count - inTail];
        var ranked = -Math.Log((count - Place(sorted, value) + 1.0) / (count + 1));
        if (value <= edge) return ranked;

        // Only what lies strictly beyond the edge makes the tail: counts repeat, and their repeats would make it look thin.
        var (beyond, excess) = (0, 0.0);
        for (var i = count - 1; sorted[i] > edge; i--) (beyond, excess) = (beyond + 1, excess + (sorted[i] - edge));
        var scale = Math.Max(excess / Math.Max(1, beyond), (ThinnestTail * (edge - sorted[count / 2])) + 1e-9);
        var extended = Math.Min(Most, -Math.Log((beyond + 1.0) / (count + 1)) + ((value - edge) / scale));
        return value > sorted[^1] ? Math.Max(ranked, extended) : extended;
    }

    // The first place that keeps the order.
    private static int Place(List<double> sorted, double value)
    {
        var (low, high) = (0, sorted.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (sorted[middle] < value) low = middle + 1;
            else high = middle;
        }

        return low;
    }
}
