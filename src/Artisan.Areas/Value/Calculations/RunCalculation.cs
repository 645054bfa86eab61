using System.ComponentModel.DataAnnotations;
using Artisan.Areas.Value.Definitions;
using Artisan.Platform.Access;
using Artisan.Platform.Audit;
using Artisan.Platform.Http;
using Artisan.Platform.Time;

namespace Artisan.Areas.Value.Calculations;

/// <summary>Which period of which definition is to be calculated now.</summary>
/// <param name="DefinitionId">The definition; one of its versions is active.</param>
/// <param name="Period">A period that has ended: a text such as 1997-01, or from and to.</param>
public sealed record RunCalculationRequest([Required, StringLength(60)] string DefinitionId, PeriodRequest Period);

/// <summary>
/// Calculates an ended period by the active version, at once. Repeating it with the same data gives the same calculation and receipt (200); where data or
/// version have changed since, a new calculation replaces the one there was (201).
/// </summary>
internal sealed class RunCalculation(DefinitionRows rows, CalculatePeriod calculate, BusinessClock clock)
{
    public async Task<Outcome<CalculationResponse>> RunAsync(RunCalculationRequest request, Caller caller, CancellationToken ct)
    {
        var home = rows.Home(caller.WorkspaceId);
        if (await DefinitionRows.FindAsync(home, request.DefinitionId, ct) is not { } found) return Faults.NotFound;
        if (await DefinitionRows.ActiveAsync(home, found.Head, ct) is not { } version) return ValueFaults.NotActive;
        if (PeriodNames.Find(version.Definition.Periods(), request.Period) is not { } period) return ValueFaults.PeriodUnknown.At("period");
        if (period.To > clock.Now) return ValueFaults.PeriodOpen;

        var outcome = await calculate.RunAsync(home, caller.WorkspaceId, found.Head.Id, version, period, ct, also: (change, made) =>
            change.Audit(caller, "value.calculation.run", "value-calculation", made.Id, after: CalculatePeriod.Audited(made)));
        if (outcome.Fault is { } fault) return fault;
        var (calculation, isNew) = outcome.Value!;
        return isNew ? Outcome.Created($"/api/value/calculations/{calculation.Id}", calculation) : calculation;
    }
}
