using System.Globalization;
using Artisan.Areas.Workspaces.Contracts;

namespace Artisan.Areas.Billing.Invoices;

/// <summary>Amounts as people read them.</summary>
internal static class MoneyText
{
    /// <summary>An amount in the major unit with its currency: <c>49.00 USD</c>, <c>7,400 JPY</c>.</summary>
    public static string Of(long minor, string currency)
    {
        var digits = Currencies.MinorDigits(currency);
        var amount = (decimal)minor;
        for (var digit = 0; digit < digits; digit++) amount /= 10;
        return $"{amount.ToString("N" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture)} {currency}";
    }

    /// <summary>A rate in per cent: <c>19 %</c>, <c>7.7 %</c>.</summary>
    public static string Percent(int ppm) => $"{((decimal)ppm / 10_000).ToString("0.####", CultureInfo.InvariantCulture)} %";
}
