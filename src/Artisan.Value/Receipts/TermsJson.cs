using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Artisan.Value.Calculations;
using Artisan.Value.Json;

namespace Artisan.Value.Receipts;

/// <summary>Value terms as they stand in a receipt.</summary>
internal static class TermsJson
{
    public static JsonObject Write(ValueTerms terms) => new()
    {
        ["cap"] = Optional(terms.Cap),
        ["currency"] = terms.Currency,
        ["floor"] = Optional(terms.Floor),
        ["minimumResult"] = Optional(terms.MinimumResult),
        ["minorUnitDigits"] = terms.MinorUnitDigits.ToString(CultureInfo.InvariantCulture),
        ["share"] = DecimalText.Format(terms.Share),
        ["unitPrice"] = DecimalText.Format(terms.UnitPrice),
    };

    public static ValueTerms Read(JsonElement json) => new()
    {
        Cap = Optional(json.GetProperty("cap")),
        Currency = json.GetProperty("currency").GetString() ?? throw new FormatException("The currency is null."),
        Floor = Optional(json.GetProperty("floor")),
        MinimumResult = Optional(json.GetProperty("minimumResult")),
        MinorUnitDigits = json.GetProperty("minorUnitDigits").GetString() is [>= '0' and <= '4' and var digit] ? digit - '0' : throw new FormatException("The minor unit has 0 to 4 digits."),
        Share = DecimalText.Parse(json.GetProperty("share").GetString()!),
        UnitPrice = DecimalText.Parse(json.GetProperty("unitPrice").GetString()!),
    };

    /// <summary>How many minor units make one major unit.</summary>
    public static decimal UnitsPerMajor(ValueTerms terms) => Enumerable.Repeat(10m, terms.MinorUnitDigits).Aggregate(1m, (a, b) => a * b);

    private static string? Optional(decimal? value) => value is { } v ? DecimalText.Format(v) : null;

    private static decimal? Optional(JsonElement value) => value.GetString() is { } text ? DecimalText.Parse(text) : null;
}
