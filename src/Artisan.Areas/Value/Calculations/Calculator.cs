using Artisan.Areas.Value.Definitions;
using Artisan.Platform.Http;
using Artisan.Value.Calculations;
using Artisan.Value.Formulas;

namespace Artisan.Areas.Value.Calculations;

/// <summary>A period's figures.</summary>
internal sealed record Calculated(IReadOnlyDictionary<string, decimal> Variables, MeasuredInputs Inputs, decimal Result, long Fee);

/// <summary>Applies a definition to the points of a period: baseline, formula, terms. Depends on nothing else, so it can be repeated.</summary>
internal sealed class Calculator(Measurement measurement)
{
    private const int MostReferencePeriods = 400;

    /// <summary>The figures, or why there are none.</summary>
    public async Task<Outcome<Calculated>> RunAsync(string workspaceId, ValueDefinition definition, Period period, CancellationToken ct)
    {
        var zone = definition.Zone();
        var baseline = await BaselineAsync(workspaceId, definition, period, zone, ct);
        if (baseline.Error is { } noBaseline) return FormulaProblems.Of(ValueFaults.FormulaFailed, noBaseline with { Message = $"The baseline: {noBaseline.Message}" }, "baselineFrom.measure");

        var variables = new SortedDictionary<string, decimal>(StringComparer.Ordinal)
        {
            ["baseline"] = baseline.Value,
            ["days"] = Measurement.DaysOf(period.From, period.To, zone),
            ["price"] = definition.Terms.UnitPrice,
        };
        var inputs = await measurement.RunAsync(workspaceId, definition.Source, definition.ParsedFormula(), variables, period.From, period.To, zone, ct);
        if (inputs.Result.Error is { } error) return FormulaProblems.Of(ValueFaults.FormulaFailed, error, "formula");
        return definition.Terms.Fee(inputs.Result.Value) is { } fee ? new Calculated(variables, inputs, inputs.Result.Value, fee) : ValueFaults.FeeTooLarge;
    }

    private async Task<FormulaOutcome<decimal>> BaselineAsync(string workspaceId, ValueDefinition definition, Period period, TimeZoneInfo zone, CancellationToken ct)
    {
        var rule = definition.Baseline;
        if (rule.Method is BaselineMethod.Fixed) return rule.Value;
        var schedule = definition.Periods();
        IReadOnlyList<Period> periods = rule.PeriodsBefore() is > 0 and var before
            ? [.. Enumerable.Range(period.Number - before, before).Select(schedule.At)]
            : [.. schedule.Within(PeriodSchedule.StartOfDay(rule.From!.Value, zone), PeriodSchedule.StartOfDay(rule.To!.Value, zone)).Take(MostReferencePeriods + 1)];
        if (periods.Count is 0 or > MostReferencePeriods) return new FormulaError(0, 0, "baseline.periods", $"The reference range holds no whole period, or over {MostReferencePeriods}.");

        var results = await measurement.RunAsync(workspaceId, definition.Source, rule.ParsedMeasure(), periods, zone, ct);
        if (results.FirstOrDefault(r => !r.IsOk) is { Error: { } error }) return error;
        try
        {
            var values = results.Select(r => r.Value).ToList();
            return rule.Method is BaselineMethod.Median ? ReferenceLevel.Median(values) : ReferenceLevel.Mean(values);
        }
        catch (OverflowException)
        {
            return new FormulaError(0, 0, FormulaErrorCodes.Overflow, "The result is too large.");
        }
    }
}
