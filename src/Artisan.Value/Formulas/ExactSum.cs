using System.Globalization;
using System.Numerics;

namespace Artisan.Value.Formulas;

/// <summary>Adds decimals without rounding, so that the order of the addends never shows in the sum.</summary>
internal struct ExactSum
{
    private static readonly BigInteger[] PowersOfTen = [.. Enumerable.Range(0, 29).Select(n => BigInteger.Pow(10, n))];
    private static readonly BigInteger MaxMantissa = (BigInteger.One << 96) - 1;

    /// <summary>In units of 10^-28, the finest a decimal knows.</summary>
    private BigInteger _units;

    public void Add(decimal value) => _units += Units(value);

    /// <summary>The sum, rounded half to even only where it has more digits than a decimal holds. Throws <see cref="OverflowException"/> beyond its range.</summary>
    public readonly decimal Total
    {
        get
        {
            var magnitude = BigInteger.Abs(_units);
            for (var scale = 28; scale >= 0; scale--)
            {
                var divisor = PowersOfTen[28 - scale];
                var quotient = BigInteger.DivRem(magnitude, divisor, out var rest);
                var doubled = rest * 2;
                if (doubled > divisor || (doubled == divisor && !quotient.IsEven))
                {
                    quotient++;
                }

                if (quotient <= MaxMantissa)
                {
                    return new decimal(Word(quotient, 0), Word(quotient, 1), Word(quotient, 2), _units.Sign < 0, (byte)scale);
                }
            }

            throw new OverflowException("The sum is beyond the range of a decimal.");
        }
    }

    /// <summary>Exactly a + b, or <see cref="OverflowException"/>.</summary>
    public static decimal Add(decimal a, decimal b)
    {
        var sum = default(ExactSum);
        sum.Add(a);
        sum.Add(b);
        var total = sum.Total;
        return Units(total) == sum._units
            ? total
            : throw new OverflowException(string.Create(CultureInfo.InvariantCulture, $"{a} + {b} has more digits than a decimal keeps."));
    }

    private static int Word(BigInteger value, int index) => unchecked((int)(uint)((value >> (32 * index)) & uint.MaxValue));

    /// <summary>The decimal in units of 10^-28.</summary>
    public static BigInteger Units(decimal value)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(value, bits);
        var mantissa = ((BigInteger)(uint)bits[2] << 64) + ((BigInteger)(uint)bits[1] << 32) + (uint)bits[0];
        var scaled = mantissa * PowersOfTen[28 - ((bits[3] >> 16) & 0xff)];
        return bits[3] < 0 ? -scaled : scaled;
    }
}
