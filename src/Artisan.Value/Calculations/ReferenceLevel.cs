using Artisan.Value.Formulas;

namespace Artisan.Value.Calculations;

/// <summary>The level of several periods in one number, which is what a measured baseline is. The order of the periods never shows.</summary>
public static class ReferenceLevel
{
    private const int Decimals = 10;

    /// <summary>The arithmetic mean, to 10 decimals, half away from zero. Throws <see cref="OverflowException"/> where the sum is beyond a decimal.</summary>
    public static decimal Mean(IReadOnlyCollection<decimal> values)
    {
        NeedsOne(values);
        var sum = default(ExactSum);
        foreach (var value in values) sum.Add(value);
        return Round(sum.Total / values.Count);
    }

    /// <summary>The value in the middle; of an even number, the mean of the two in the middle, to 10 decimals.</summary>
    public static decimal Median(IReadOnlyCollection<decimal> values)
    {
        NeedsOne(values);
        var ordered = values.Order().ToList();
        var middle = ordered.Count / 2;
        return ordered.Count % 2 == 1 ? Round(ordered[middle]) : Mean([ordered[middle - 1], ordered[middle]]);
    }

    private static void NeedsOne(IReadOnlyCollection<decimal> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (values.Count == 0) throw new ArgumentException("A level needs at least one value.", nameof(values));
    }

    private static decimal Round(decimal value) => Math.Round(value, Decimals, MidpointRounding.AwayFromZero);
}
