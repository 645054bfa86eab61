using System.Globalization;
using System.Text;

namespace Artisan.Value.Json;

/// <summary>Writes a double exactly as ECMAScript's Number::toString does, which RFC 8785 prescribes.</summary>
public static class EcmaScriptNumber
{
    /// <summary>The shortest text that reads back as the same double. NaN and the infinities have none and throw <see cref="FormatException"/>.</summary>
    public static string Format(double value)
    {
        if (!double.IsFinite(value))
        {
            throw new FormatException("JSON has no NaN and no infinity.");
        }

        if (value == 0)
        {
            return "0";
        }

        var (negative, digits, point) = Shortest(value);
        var text = new StringBuilder(negative ? "-" : "");
        if (digits.Length <= point && point <= 21)
        {
            text.Append(digits).Append('0', point - digits.Length);
        }
        else if (point is > 0 and <= 21)
        {
            text.Append(digits.AsSpan(0, point)).Append('.').Append(digits.AsSpan(point));
        }
        else if (point is > -6 and <= 0)
        {
            text.Append("0.").Append('0', -point).Append(digits);
        }
        else
        {
            var exponent = point - 1;
            text.Append(digits[0]);
            if (digits.Length > 1)
            {
                text.Append('.').Append(digits.AsSpan(1));
            }

            text.Append('e').Append(exponent < 0 ? '-' : '+').Append(Math.Abs(exponent).ToString(CultureInfo.InvariantCulture));
        }

        return text.ToString();
    }

    /// <summary>Sign, significant digits without zeros at either end, and where the decimal point stands from their start.</summary>
    private static (bool Negative, string Digits, int Point) Shortest(double value)
    {
        var text = value.ToString("R", CultureInfo.InvariantCulture);
        var negative = text[0] == '-';
        var mantissa = text.AsSpan(negative ? 1 : 0);
        var exponent = 0;
        var e = mantissa.IndexOf('E');
        if (e >= 0)
        {
            exponent = int.Parse(mantissa[(e + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
            mantissa = mantissa[..e];
        }

        var dot = mantissa.IndexOf('.');
        var point = (dot < 0 ? mantissa.Length : dot) + exponent;
        var digits = mantissa.ToString().Replace(".", "", StringComparison.Ordinal);
        var leading = digits.Length - digits.TrimStart('0').Length;
        return (negative, digits.Trim('0'), point - leading);
    }
}
