using System.Text.RegularExpressions;
using Artisan.Platform.Http;
using Artisan.Value.Formulas;

namespace Artisan.Areas.Value.Definitions;

/// <summary>Formula errors as refusals with their position, and the check of a formula against the fields that its data has.</summary>
internal static class FormulaProblems
{
    public const string UnknownField = "formula.unknown_field";
    public const string TooManyFields = "formula.too_many_fields";

    // Totals of so many fields fit a receipt, whatever their numbers.
    private const int MostFields = 40;

    /// <summary>The formula, or what is wrong with it. With <paramref name="fields"/> it may read no others.</summary>
    public static FormulaOutcome<Formula> Parse(string text, IReadOnlyCollection<string>? fields = null, IReadOnlySet<string>? variables = null)
    {
        var parsed = Formula.Parse(text, variables);
        if (!parsed.IsOk) return parsed;
        if (parsed.Value.Fields.Count > MostFields) return new FormulaError(0, text.Length, TooManyFields, $"A formula reads at most {MostFields} fields.");
        if (fields is not { Count: > 0 }) return parsed;
        return parsed.Value.Fields.Order(StringComparer.Ordinal).FirstOrDefault(f => !fields.Contains(f)) is { } unknown
            ? new FormulaError(PositionOf(text, unknown), unknown.Length, UnknownField, $"The data has no field {unknown}; it has {string.Join(", ", fields)}.")
            : parsed;
    }

    /// <summary>The refusal of a formula that stands in a field of a request.</summary>
    public static Fault Of(Fault fault, FormulaError error, string field) => fault.Because(error.Message).At(field)
        .With("position", error.Position).With("length", error.Length).With("formulaCode", error.Code);

    private static int PositionOf(string text, string name) => Regex.Match(text, $@"(?<![A-Za-z0-9_]){Regex.Escape(name)}(?![A-Za-z0-9_])", RegexOptions.None, TimeSpan.FromSeconds(1)).Index;
}
