using Artisan.Value.Calculations;
using Artisan.Value.Json;

namespace Artisan.Areas.Value.Calculations;

/// <summary>Minor units as people read them.</summary>
internal static class Money
{
    /// <summary>The amount in the major unit, with all digits of the minor one.</summary>
    public static string Text(long minorUnits, ValueTerms terms)
    {
        var amount = (decimal)minorUnits;
        for (var digit = 0; digit < terms.MinorUnitDigits; digit++) amount /= 10;
        return DecimalText.FormatFixed(amount, terms.MinorUnitDigits);
    }
}
