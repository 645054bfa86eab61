using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Artisan.Value.Calculations;
using Artisan.Value.Formulas;
using Artisan.Value.Json;
using Artisan.Value.Ledger;

namespace Artisan.Value.Receipts;

/// <summary>The body of a calculation's receipt: what was measured, by which formula and terms, and what it costs. Every number is a decimal string.</summary>
public sealed record CalculationBody
{
    public required string CalculationId { get; init; }

    public required string DefinitionId { get; init; }

    public required int DefinitionVersion { get; init; }

    public required string Metric { get; init; }

    public required string Source { get; init; }

    public required DateTimeOffset From { get; init; }

    public required DateTimeOffset To { get; init; }

    public required string TimeZone { get; init; }

    public required string Formula { get; init; }

    public required IReadOnlyDictionary<string, decimal> Variables { get; init; }

    /// <summary>"days" where totals per day were hashed, "points" where single points were.</summary>
    public required string InputsKind { get; init; }

    public required string InputsHash { get; init; }

    /// <summary>The totals of all points of the period.</summary>
    public required PointAggregate Totals { get; init; }

    public required decimal Result { get; init; }

    public required ValueTerms Terms { get; init; }

    /// <summary>In minor units of the terms' currency.</summary>
    public required long Fee { get; init; }

    /// <summary>Whether an invoice may hold the fee: false where the owner alone put the definition into use.</summary>
    public bool Billable { get; init; } = true;

    /// <summary>The calculation that this one corrects.</summary>
    public string? Replaces { get; init; }

    public JsonObject ToJson()
    {
        var variables = new JsonObject();
        foreach (var (name, value) in Variables)
        {
            variables[name] = DecimalText.Format(value);
        }

        return new JsonObject
        {
            ["billable"] = Billable,
            ["calculation"] = CalculationId,
            ["definition"] = new JsonObject { ["id"] = DefinitionId, ["version"] = Whole(DefinitionVersion) },
            ["fee"] = new JsonObject { ["amount"] = FeeAmount, ["currency"] = Terms.Currency, ["minorUnits"] = Whole(Fee) },
            ["formula"] = Formula,
            ["inputs"] = new JsonObject { ["hash"] = InputsHash, ["kind"] = InputsKind, ["totals"] = Aggregates.ToJson(Totals) },
            ["metric"] = Metric,
            ["period"] = new JsonObject { ["from"] = Utc.Text(From), ["timeZone"] = TimeZone, ["to"] = Utc.Text(To) },
            ["replaces"] = Replaces,
            ["result"] = DecimalText.Format(Result),
            ["source"] = Source,
            ["terms"] = TermsJson.Write(Terms),
            ["variables"] = variables,
        };
    }

    /// <summary>Reads a body; false where a member is missing, of the wrong type, unknown, or spelled in another way.</summary>
    public static bool TryRead(JsonObject json, out CalculationBody? body)
    {
        ArgumentNullException.ThrowIfNull(json);
        body = null;
        try
        {
            using var document = JsonDocument.Parse(json.ToJsonString());
            var read = Read(document.RootElement);
            if (CanonicalJson.Text(read.ToJson()) != CanonicalJson.Text(json))
            {
                return false;
            }

            body = read;
            return true;
        }
        catch (Exception e) when (e is FormatException or KeyNotFoundException or InvalidOperationException or OverflowException or ArgumentException)
        {
            return false;
        }
    }

    /// <summary>Calculates again from what the receipt states: the result where the totals suffice for the formula, the fee always.</summary>
    public IReadOnlyList<Check> Recompute()
    {
        var known = Formulas.Formula.Parse(Formula, Variables.Keys.ToHashSet(StringComparer.Ordinal));
        if (known.Error is { } error)
        {
            return [Check.Fail(CheckNames.Result, $"The formula cannot be read: {error.Message}"), FeeCheck()];
        }

        return known.Value.NeedsPoints
            ? [Check.Pass(CheckNames.Result, "The formula looks at single points; the receipt holds their hash."), FeeCheck()]
            : [ResultCheck(known.Value.Evaluate(new FormulaInputs { Variables = Variables, Aggregates = [Totals] })), FeeCheck()];
    }

    private string FeeAmount => DecimalText.FormatFixed(Fee / TermsJson.UnitsPerMajor(Terms), Terms.MinorUnitDigits);

    private static CalculationBody Read(JsonElement json) => new()
    {
        CalculationId = Text(json, "calculation"),
        DefinitionId = Text(json.GetProperty("definition"), "id"),
        DefinitionVersion = int.Parse(Text(json.GetProperty("definition"), "version"), NumberStyles.None, CultureInfo.InvariantCulture),
        Metric = Text(json, "metric"),
        Source = Text(json, "source"),
        From = Instant(json.GetProperty("period"), "from"),
        To = Instant(json.GetProperty("period"), "to"),
        TimeZone = Text(json.GetProperty("period"), "timeZone"),
        Formula = Text(json, "formula"),
        Variables = json.GetProperty("variables").EnumerateObject().ToDictionary(v => v.Name, v => DecimalText.Parse(v.Value.GetString()!)),
        InputsKind = Text(json.GetProperty("inputs"), "kind") is "days" or "points" ? Text(json.GetProperty("inputs"), "kind") : throw new FormatException("No such kind of inputs."),
        InputsHash = Text(json.GetProperty("inputs"), "hash"),
        Totals = Aggregates.TryRead(json.GetProperty("inputs").GetProperty("totals")) ?? throw new FormatException("The totals cannot be read."),
        Result = DecimalText.Parse(Text(json, "result")),
        Terms = TermsJson.Read(json.GetProperty("terms")),
        Billable = json.GetProperty("billable").GetBoolean(),
        Fee = long.Parse(Text(json.GetProperty("fee"), "minorUnits"), NumberStyles.None, CultureInfo.InvariantCulture),
        Replaces = json.GetProperty("replaces").GetString(),
    };

    private Check ResultCheck(FormulaOutcome<decimal> computed) =>
        computed.Error is { } error ? Check.Fail(CheckNames.Result, $"The formula gives no result: {error.Message}")
        : computed.Value == Result ? Check.Pass(CheckNames.Result)
        : Check.Fail(CheckNames.Result, $"The formula gives {DecimalText.Format(computed.Value)}, the receipt states {DecimalText.Format(Result)}.");

    private Check FeeCheck()
    {
        var expected = Terms.Problems().Count == 0 ? Terms.Fee(Result) : null;
        return expected == Fee ? Check.Pass(CheckNames.Fee)
            : Check.Fail(CheckNames.Fee, expected is null ? "The terms give no fee." : $"The terms give {Whole(expected.Value)} minor units, the receipt states {Whole(Fee)}.");
    }

    private static string Whole(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString() ?? throw new FormatException($"{name} is null.");

    private static DateTimeOffset Instant(JsonElement json, string name) => Utc.TryParse(Text(json, name)) ?? throw new FormatException($"{name} is not an instant.");
}
