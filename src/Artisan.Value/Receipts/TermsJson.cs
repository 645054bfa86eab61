using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Artisan.Value.Calculations;
using Artisan.Value.Json;

namespace Artisan.Value.Receipts;

/// <summary>Value terms as they stand in a receipt; tiers only where there are any.</summary>
public static class TermsJson
{
    /// <summary>The terms as JSON: every number is a decimal string.</summary>
    public static JsonObject Write(ValueTerms terms)
    {
        ArgumentNullException.ThrowIfNull(terms);
        var json = new JsonObject
        {
            ["cap"] = Optional(terms.Cap),
            ["currency"] = terms.Currency,
            ["floor"] = Optional(terms.Floor),
            ["minimumResult"] = Optional(terms.MinimumResult),
            ["minorUnitDigits"] = terms.MinorUnitDigits.ToString(CultureInfo.InvariantCulture),
            ["share"] = DecimalText.Format(terms.Share),
            ["unitPrice"] = DecimalText.Format(terms.UnitPrice),
        };
        if (terms.Tiers.Count > 0)
        {
            json["tiers"] = new JsonArray([.. terms.Tiers.Select(t => (JsonNode)new JsonObject { ["unitPrice"] = DecimalText.Format(t.UnitPrice), ["upTo"] = DecimalText.Format(t.UpTo) })]);
        }

        return json;
    }

    internal static ValueTerms Read(JsonElement json) => new()
    {
        Cap = Optional(json.GetProperty("cap")),
        Currency = json.GetProperty("currency").GetString() ?? throw new FormatException("The currency is null."),
        Floor = Optional(json.GetProperty("floor")),
        MinimumResult = Optional(json.GetProperty("minimumResult")),
        MinorUnitDigits = json.GetProperty("minorUnitDigits").GetString() is [>= '0' and <= '4' and var digit] ? digit - '0' : throw new FormatException("The minor unit has 0 to 4 digits."),
        Share = DecimalText.Parse(json.GetProperty("share").GetString()!),
        Tiers = json.TryGetProperty("tiers", out var tiers)
            ? [.. tiers.EnumerateArray().Select(t => new ValueTier(DecimalText.Parse(t.GetProperty("upTo").GetString()!), DecimalText.Parse(t.GetProperty("unitPrice").GetString()!)))]
            : [],
        UnitPrice = DecimalText.Parse(json.GetProperty("unitPrice").GetString()!),
    };

    /// <summary>How many minor units make one major unit.</summary>
    internal static decimal UnitsPerMajor(ValueTerms terms) => Enumerable.Repeat(10m, terms.MinorUnitDigits).Aggregate(1m, (a, b) => a * b);

    private static string? Optional(decimal? value) => value is { } v ? DecimalText.Format(v) : null;

    private static decimal? Optional(JsonElement value) => value.GetString() is { } text ? DecimalText.Parse(text) : null;
}
