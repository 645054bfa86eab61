namespace Artisan.Benchmarks.Measuring;

/// <summary>Rounds of two ways to do the same, taken in turn, so that both meet the same machine.</summary>
internal sealed class Comparison
{
    private readonly List<Round> _ours = [];
    private readonly List<Round> _bare = [];

    public Samples Ours => Samples.Of(_ours.Select(r => r.Calls));

    public Samples Bare => Samples.Of(_bare.Select(r => r.Calls));

    public double OursPerSecond => new Samples(_ours.Select(r => r.PerSecond)).Median;

    public double BarePerSecond => new Samples(_bare.Select(r => r.PerSecond)).Median;

    /// <summary>The ratio of the medians of each pair of rounds, and of these the median.</summary>
    public double Ratio => new Samples(_ours.Zip(_bare, (o, b) => o.Calls.Median / b.Calls.Median)).Median;

    /// <summary>Takes rounds in turn; every other pair begins with the other one, and the pairs before them count for nothing: the runtime still compiles what they take.</summary>
    public static async Task<Comparison> TakeAsync(int rounds, Func<Task<Round>> ours, Func<Task<Round>> bare, int before = 1)
    {
        var comparison = new Comparison();
        for (var i = -before; i < rounds; i++)
        {
            var (first, second) = i % 2 == 0 ? (ours, bare) : (bare, ours);
            var (one, other) = (await first(), await second());
            if (i < 0) continue;
            comparison._ours.Add(i % 2 == 0 ? one : other);
            comparison._bare.Add(i % 2 == 0 ? other : one);
        }

        return comparison;
    }
}
