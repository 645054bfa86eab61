namespace Artisan.Areas.Billing.Invoices;

/// <summary>Arithmetic of whole minor units: exact, and rounded half up (away from zero) at one place only.</summary>
internal static class MinorUnits
{
    private const int Million = 1_000_000;

    /// <summary>The part of an amount that <paramref name="part"/> of <paramref name="whole"/> is, rounded half up.</summary>
    public static long Share(long amount, long part, long whole)
    {
        var share = (long)(((2 * (Int128)Math.Abs(amount) * part) + whole) / (2 * (Int128)whole));
        return amount < 0 ? -share : share;
    }

    /// <summary>Parts per million of an amount, rounded half up.</summary>
    public static long Rate(long amount, int ppm) => Share(amount, ppm, Million);

    /// <summary>
    /// Splits an amount by weights so that the parts sum up to it: each gets its share rounded down, and what is left goes, unit by unit, to the largest remainders
    /// (the first of equal ones).
    /// </summary>
    /// <exception cref="ArgumentException">A weight is negative, or all are zero.</exception>
    public static IReadOnlyList<long> Split(long amount, IReadOnlyList<long> weights)
    {
        Int128 whole = 0;
        foreach (var weight in weights) whole += weight < 0 ? throw new ArgumentException("A weight is negative.", nameof(weights)) : weight;
        if (whole == 0) throw new ArgumentException("All weights are zero.", nameof(weights));

        var (sign, rest) = (amount < 0 ? -1 : 1, Math.Abs(amount));
        var parts = new long[weights.Count];
        var remainders = new (Int128 Remainder, int Index)[weights.Count];
        for (var i = 0; i < parts.Length; i++)
        {
            var (share, remainder) = Int128.DivRem((Int128)Math.Abs(amount) * weights[i], whole);
            (parts[i], remainders[i]) = ((long)share, (remainder, i));
            rest -= parts[i];
        }

        foreach (var (_, index) in remainders.OrderByDescending(r => r.Remainder).ThenBy(r => r.Index).Take((int)rest)) parts[index]++;
        return sign > 0 ? parts : [.. parts.Select(p => -p)];
    }
}
