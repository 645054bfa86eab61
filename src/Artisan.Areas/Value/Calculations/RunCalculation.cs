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
/// Calculates an ended period at once. Repeating it with the same data gives the same calculation and receipt (200); where data or version have changed since, a new
/// calculation replaces the one there was (201). What was calculated to be billed keeps its version, and so does what was not where the active version is billed: an agreement
/// speaks of periods to come, and neither takes back nor raises what others were charged under theirs.
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

        // An only version can have replaced none.
        var before = found.Head.Latest.Number == 1 ? null : await CalculationRows.NewestAsync(home, found.Head.Id, period.From, ct);
        if (before?.Calculation is { } earlier && earlier.Version != version.Number && (earlier.Billable || !version.SelfActivated))
            version = (await DefinitionRows.FindVersionAsync(home, found.Head.Id, earlier.Version, ct))!.Version;

        var outcome = await calculate.RunAsync(home, caller.WorkspaceId, found.Head.Id, version, period, ct, before, (change, made) =>
            change.Audit(caller, "value.calculation.run", "value-calculation", made.Id, after: CalculatePeriod.Audited(made)));
        if (outcome.Fault is { } fault) return fault;
        var (calculation, isNew) = outcome.Value!;
        return isNew ? Outcome.Created($"/api/value/calculations/{calculation.Id}", calculation) : calculation;
    }
}
