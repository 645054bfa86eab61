namespace Artisan.Benchmarks.Measuring;

/// <summary>Measured durations in milliseconds. The median and the 95th percentile are reported: a mean would follow whatever else the machine did.</summary>
internal sealed class Samples(IEnumerable<double> milliseconds)
{
    private readonly double[] _sorted = [.. milliseconds.Order()];

    public int Count => _sorted.Length;

    public double Median => At(0.5);

    public double P95 => At(0.95);

    public double Least => _sorted[0];

    public double Most => _sorted[^1];

    public static Samples Of(IEnumerable<Samples> several) => new(several.SelectMany(s => s._sorted));

    private double At(double part)
    {
        var place = part * (_sorted.Length - 1);
        var (below, rest) = ((int)place, place - (int)place);
        return rest == 0 ? _sorted[below] : (_sorted[below] * (1 - rest)) + (_sorted[below + 1] * rest);
    }
}
