using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Artisan.Value.Json;
using Artisan.Value.Receipts;

namespace Artisan.Areas.Value.Definitions;

/// <summary>
/// What a definition says, in the one form that people agree to: canonical JSON, and its SHA-256. Every decision about it names the hash, so that nothing else
/// can be put in its place. A member that is added to a definition belongs in here (a test sees to it); one that is not there leaves no trace, so that hashes of what was agreed to stay.
/// </summary>
internal static class DefinitionContent
{
    public static JsonObject Of(ValueDefinition definition) => new()
    {
        ["baseline"] = Baseline(definition.Baseline),
        ["fields"] = new JsonArray([.. definition.Fields.Select(f => (JsonNode)f)]),
        ["formula"] = definition.Formula,
        ["metric"] = definition.Metric,
        ["name"] = definition.Name,
        ["schedule"] = DefinitionNames.Of(definition.Schedule),
        ["source"] = definition.Source,
        ["startsOn"] = Day(definition.StartsOn),
        ["terms"] = TermsJson.Write(definition.Terms),
        ["timeZone"] = definition.TimeZone,
    };

    /// <summary>SHA-256 of the canonical bytes, lower-case hexadecimal.</summary>
    public static string Hash(ValueDefinition definition) => Convert.ToHexStringLower(SHA256.HashData(CanonicalJson.Serialize(Of(definition))));

    private static JsonObject Baseline(BaselineRule rule)
    {
        var json = new JsonObject
        {
            ["from"] = rule.From is { } from ? Day(from) : null,
            ["measure"] = rule.Measure,
            ["method"] = rule.Method switch
            {
                BaselineMethod.Fixed => "fixed",
                BaselineMethod.Mean => "mean",
                BaselineMethod.Median => "median",
                BaselineMethod.Previous => "previous",
                BaselineMethod.Trailing => "trailing",
                _ => throw new ArgumentOutOfRangeException(nameof(rule)),
            },
            ["to"] = rule.To is { } to ? Day(to) : null,
            ["value"] = DecimalText.Format(rule.Value),
        };
        if (rule.Periods is { } periods) json["periods"] = periods.ToString(CultureInfo.InvariantCulture);
        return json;
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
