namespace Artisan.Value.Anomalies;

/// <summary>Signal: a value above or below what there was.</summary>
internal sealed class ValueExtremes
{
    // Extremes are rarer than rhythms: they are compared with more of the past.
    private const int MoreMemory = 2;

    public TailRank High { get; set; } = new();

    public TailRank Low { get; set; } = new();

    public double? Next(double value, AnomalySettings settings)
    {
        var longer = settings with { Memory = settings.Memory * MoreMemory };
        var (high, low) = (High.Next(value, longer), Low.Next(-value, longer));
        return high is null || low is null ? null : Math.Max(high.Value, low.Value);
    }
}
