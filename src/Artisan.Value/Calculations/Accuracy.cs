using System.Numerics;
using Artisan.Value.Formulas;

namespace Artisan.Value.Calculations;

/// <summary>What was measured, beside what is known to be right.</summary>
public readonly record struct AccuracyPair(decimal Measured, decimal Reference);

/// <summary>
/// How right a measurement is, in percent: 100 x max(0, 1 - sum|measured - reference| / sum|reference|). Where the references sum up to nothing it is 100
/// if all was measured as nothing, else 0. Computed exactly, then cut off (not rounded) behind two digits, so that what shows as 85.00 is never less.
/// </summary>
public static class Accuracy
{
    /// <summary>The least at which billing may go live.</summary>
    public const decimal Least = 85;

    /// <summary>Fewer pairs than this say nothing about a definition.</summary>
    public const int FewestPairs = 3;

    /// <summary>A definition's accuracy over its last periods with a reference; null where there are fewer than three pairs.</summary>
    public static decimal? OfDefinition(IReadOnlyCollection<AccuracyPair> pairs)
    {
        ArgumentNullException.ThrowIfNull(pairs);
        return pairs.Count < FewestPairs ? null : Of(pairs);
    }

    /// <summary>The accuracy of any number of pairs, 0 to 100.</summary>
    public static decimal Of(IEnumerable<AccuracyPair> pairs)
    {
        ArgumentNullException.ThrowIfNull(pairs);
        BigInteger off = 0, known = 0;
        foreach (var (measured, reference) in pairs)
        {
            off += BigInteger.Abs(ExactSum.Units(measured) - ExactSum.Units(reference));
            known += BigInteger.Abs(ExactSum.Units(reference));
        }

        if (known.IsZero) return off.IsZero ? 100.00m : 0.00m;
        var hundredths = BigInteger.Max(0, known - off) * 10_000 / known;
        return new decimal((int)hundredths, 0, 0, isNegative: false, scale: 2);
    }
}
