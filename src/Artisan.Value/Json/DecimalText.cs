using System.Globalization;

namespace Artisan.Value.Json;

/// <summary>Decimals as text: one spelling per value (no exponent, no leading zeros, no trailing zeros in the fraction, no negative zero), whatever the culture.</summary>
public static class DecimalText
{
    /// <summary>The one spelling of the value: 29.30 and 29.3 both give "29.3".</summary>
    public static string Format(decimal value)
    {
        var text = value.ToString("0.############################", CultureInfo.InvariantCulture);
        return text == "-0" ? "0" : text;
    }

    /// <summary>The value with exactly so many digits after the point, rounded half away from zero: for money that people read.</summary>
    public static string FormatFixed(decimal value, int decimals) =>
        Math.Round(value, decimals, MidpointRounding.AwayFromZero).ToString("F" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    /// <summary>Reads digits with an optional sign and fraction ("-12.50"). Refuses exponents, grouping, blanks and what a decimal cannot hold exactly.</summary>
    public static bool TryParse(string? text, out decimal value)
    {
        value = 0;
        if (string.IsNullOrEmpty(text) || text.Length > 64)
        {
            return false;
        }

        var rest = text.AsSpan(text[0] == '-' ? 1 : 0);
        var dot = rest.IndexOf('.');
        var whole = dot < 0 ? rest : rest[..dot];
        var fraction = dot < 0 ? default : rest[(dot + 1)..];
        if (!AllDigits(whole) || (dot >= 0 && !AllDigits(fraction)))
        {
            return false;
        }

        var significant = fraction.TrimEnd('0');
        if (significant.Length > 28 || !decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out value))
        {
            return false;
        }

        // decimal.Parse rounds what has too many digits: such a number is refused, not changed.
        var spelled = Format(Math.Abs(value));
        var canonical = whole.TrimStart('0').ToString() is { Length: > 0 } w ? w : "0";
        return spelled == (significant.Length > 0 ? $"{canonical}.{significant}" : canonical);
    }

    /// <summary>As <see cref="TryParse"/>, and a <see cref="FormatException"/> where it would be false.</summary>
    public static decimal Parse(string text) =>
        TryParse(text, out var value) ? value : throw new FormatException($"'{text}' is not a decimal number that can be kept exactly.");

    private static bool AllDigits(ReadOnlySpan<char> text) => text.Length > 0 && !text.ContainsAnyExceptInRange('0', '9');
}
