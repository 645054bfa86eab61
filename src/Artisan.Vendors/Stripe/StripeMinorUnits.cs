using System.Globalization;

namespace Artisan.Vendors.Stripe;

/// <summary>Stripe's amounts: integers of a minor unit, whose size its documentation lists by currency.</summary>
internal static class StripeMinorUnits
{
    private static readonly HashSet<string> WithoutMinor = new(StringComparer.OrdinalIgnoreCase)
    {
        "bif", "clp", "djf", "gnf", "jpy", "kmf", "krw", "mga", "pyg", "rwf", "vnd", "vuv", "xaf", "xof", "xpf",
    };

    private static readonly HashSet<string> Thousandths = new(StringComparer.OrdinalIgnoreCase) { "bhd", "jod", "kwd", "omr", "tnd" };

    /// <summary>How many digits the minor unit of a currency has.</summary>
    public static int Of(string currency) => WithoutMinor.Contains(currency) ? 0 : Thousandths.Contains(currency) ? 3 : 2;

    /// <summary>The amount in the major unit, exactly.</summary>
    public static string Major(long minor, int digits)
    {
        var magnitude = Math.Abs((decimal)minor);
        return new decimal(decimal.GetBits(magnitude)[0], decimal.GetBits(magnitude)[1], decimal.GetBits(magnitude)[2], minor < 0, (byte)digits).ToString(CultureInfo.InvariantCulture);
    }
}
