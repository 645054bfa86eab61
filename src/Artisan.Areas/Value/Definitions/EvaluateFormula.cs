using System.ComponentModel.DataAnnotations;
using Artisan.Areas.Value.Calculations;
using Artisan.Areas.Value.Data;
using Artisan.Platform.Access;
using Artisan.Platform.Http;
using Artisan.Value.Calculations;
using Artisan.Value.Formulas;

namespace Artisan.Areas.Value.Definitions;

/// <summary>A formula to be tried.</summary>
/// <param name="Formula">The formula.</param>
/// <param name="Source">The source of the points; the formula is only read where it is left out.</param>
/// <param name="Period">The stretch of time: a month as 1997-01, a day, or from and to; the formula is only read where it is left out.</param>
/// <param name="Fields">The fields that the data has; any where it is left out.</param>
/// <param name="Baseline">The baseline, a decimal; 0 where it is left out.</param>
/// <param name="UnitPrice">The price of a unit, where no terms are given.</param>
/// <param name="Terms">What it would cost.</param>
/// <param name="TimeZone">The zone whose days count; the workspace's where it is left out.</param>
public sealed record EvaluateFormulaRequest(
    [StringLength(4000)] string Formula,
    [StringLength(40)] string? Source = null,
    PeriodRequest? Period = null,
    [MaxLength(100)] IReadOnlyList<string>? Fields = null,
    [StringLength(40)] string? Baseline = null,
    [StringLength(40)] string? UnitPrice = null,
    TermsRequest? Terms = null,
    [StringLength(64)] string? TimeZone = null);

/// <summary>What a formula gives, or what is wrong with it.</summary>
/// <param name="Value">The result, a decimal; null where there is none.</param>
/// <param name="Fee">What it would cost, in the currency's major unit.</param>
/// <param name="Currency">The currency of the fee.</param>
/// <param name="Points">How many points went in.</param>
/// <param name="Inputs">What it was evaluated on.</param>
/// <param name="Error">What is wrong with the formula, and where.</param>
public sealed record EvaluateFormulaResponse(string? Value, string? Fee, string? Currency, long? Points, EvaluatedInputs? Inputs, FormulaProblem? Error);

/// <summary>What a formula was evaluated on.</summary>
public sealed record EvaluatedInputs(string Kind, string Hash, IReadOnlyDictionary<string, FieldTotalsResponse> Totals);

/// <summary>What is wrong with a formula: zero-based position and length in its text, a stable code and a sentence.</summary>
public sealed record FormulaProblem(int Position, int Length, string Code, string Message);

/// <summary>Tries a formula on the points of any stretch of time; nothing is kept. An error in the formula is an answer, because it is being written.</summary>
internal sealed class EvaluateFormula(Measurement measurement, WorkspaceTerms workspace)
{
    public async Task<Outcome<EvaluateFormulaResponse>> RunAsync(EvaluateFormulaRequest request, Caller caller, CancellationToken ct)
    {
        var problems = new FieldProblems();
        var baseline = problems.Decimal(request.Baseline, "baseline") ?? 0;
        var terms = DefinitionCheck.Read(request.Terms ?? new TermsRequest(request.UnitPrice ?? "1"), await workspace.CurrencyAsync(caller.WorkspaceId, ct), problems);
        problems.Require(request.Fields is null || request.Fields.All(f => f is not null), "fields", "A field's name is a text.");
        var zone = await ZoneAsync(request.TimeZone, caller, problems, ct);
        if (problems.Fault is { } fault) return fault;

        if (FormulaProblems.Parse(request.Formula, request.Fields).Error is { } unreadable) return Wrong(unreadable);
        if (request is not { Period: { } asked, Source: { Length: > 0 } source } || !DataNames.IsSource(source)) return new EvaluateFormulaResponse(null, null, null, null, null, null);
        if (PeriodNames.Free(asked, zone!) is not { } period) return Faults.Invalid.At("period", "A month such as 1997-01, a day such as 1997-01-05, or from and to.");

        var variables = new Dictionary<string, decimal> { ["baseline"] = baseline, ["price"] = terms.UnitPrice, ["days"] = Measurement.DaysOf(period.From, period.To, zone!) };
        var inputs = await measurement.RunAsync(caller.WorkspaceId, source, Formula.Parse(request.Formula).Value, variables, period.From, period.To, zone!, ct);
        return inputs.Result.Error is { } error ? Wrong(error) : Answer(inputs, terms);
    }

    private static EvaluateFormulaResponse Answer(MeasuredInputs inputs, ValueTerms terms) => new(
        Artisan.Value.Json.DecimalText.Format(inputs.Result.Value), terms.Fee(inputs.Result.Value) is { } fee ? Money.Text(fee, terms) : null, terms.Currency, inputs.Totals.Points,
        new EvaluatedInputs(inputs.Kind, inputs.Hash, CalculatePeriod.Totals(inputs.Totals)), null);

    private static EvaluateFormulaResponse Wrong(FormulaError error) => new(null, null, null, null, null, new FormulaProblem(error.Position, error.Length, error.Code, error.Message));

    private async Task<TimeZoneInfo?> ZoneAsync(string? name, Caller caller, FieldProblems problems, CancellationToken ct)
    {
        if (name is null) return await workspace.TimeZoneAsync(caller.WorkspaceId, ct);
        var isKnown = Workspaces.Contracts.TimeZones.IsKnown(name);
        problems.Require(isKnown, "timeZone", "An IANA time zone, such as Europe/Berlin.");
        return isKnown ? TimeZoneInfo.FindSystemTimeZoneById(name) : null;
    }
}
