using System.Collections.Frozen;

namespace Artisan.Areas.Workspaces.Contracts;

/// <summary>The currencies of ISO 4217 that people pay in.</summary>
public static class Currencies
{
    private const string TwoDigits =
        "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY COP CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR " +
        "FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR " +
        "MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS " +
        "TMT TOP TRY TTD TWD TZS UAH USD UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG";

    private static readonly FrozenDictionary<string, int> Digits =
        TwoDigits.Split(' ').Select(code => (Code: code, Digits: 2))
            .Concat("BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF".Split(' ').Select(code => (Code: code, Digits: 0)))
            .Concat("BHD IQD JOD KWD LYD OMR TND".Split(' ').Select(code => (Code: code, Digits: 3)))
            .ToFrozenDictionary(c => c.Code, c => c.Digits, StringComparer.Ordinal);

    /// <summary>Whether a text is the code of a currency, in upper case.</summary>
    public static bool IsKnown(string code) => Digits.ContainsKey(code);

    /// <summary>How many digits the currency's minor unit has; an amount is an integer of minor units.</summary>
    /// <exception cref="KeyNotFoundException">There is no such currency.</exception>
    public static int MinorDigits(string code) => Digits[code];
}
