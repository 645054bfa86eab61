using Artisan.Areas.Setup.Checks;
using Artisan.Areas.Setup.Model;
using Artisan.Areas.Setup.Sources;
using Artisan.Areas.Setup.Storage;
using Artisan.Areas.Setup.Sync;
using Artisan.Platform.Access;
using Artisan.Platform.Http;
using Artisan.Platform.Storage;
using Artisan.Platform.Time;

namespace Artisan.Areas.Setup.Operations;

/// <summary>
/// Checks a saved step against the source and the data, and keeps what was found. What is wrong is an answer with what to do, not an error of the call. Once the
/// metrics of a source that is read are right, reading begins.
/// </summary>
internal sealed class ValidateStep(SetupRows rows, SourceKinds kinds, SourceChecks sources, MeasureChecks measures, GetSetup get, SystemClock clock, BusinessClock business)
{
    public async Task<Outcome<SetupResponse>> RunAsync(string step, Caller caller, CancellationToken ct)
    {
        if (!SetupSteps.IsStep(step)) return Faults.NotFound;
        var home = rows.Home(caller.WorkspaceId);
        var stored = await SetupRows.ReadAsync(home, ct);
        if (!stored.Snapshot.Steps.TryGetValue(step, out var state)) return SetupFaults.NotSaved;
        if (stored.Snapshot.FirstOpenBefore(step) is { } open) return SetupFaults.EarlierStep.With("step", open);

        var found = await CheckAsync(step, home, caller.WorkspaceId, stored, ct);
        var now = clock.Now;
        var after = state with { Check = new StepCheck(now, stored.Snapshot.BasisOf(step), found.Problem, found.Note, found.Results) };
        var change = home.Change().Replace(SetupRows.Into(home, stored, SetupKeys.Step(step), after, SetupDocs.Default.StepState))
            .Insert(rows.History(home, new SetupHistoryEntry(now, caller.Actor, step, found.Problem is null ? "validated" : "failed", found.Problem?.Message ?? found.Note)));
        if (step == SetupSteps.MetricsConfig && found.Problem is null && kinds.Pulled(stored.Snapshot.Settings.ApiIntegration!.Kind) is not null)
        {
            SyncSource.Start(change, home, caller.WorkspaceId, stored, stored.Snapshot, business.Now);
        }

        try
        {
            await change.CommitAsync(ct);
        }
        catch (WriteConflictException)
        {
            // The step was saved while it was checked, or reading moved on: what was found is of other settings.
            return Faults.Busy;
        }

        return await get.ReadAsync(caller.WorkspaceId, ct);
    }

    private Task<StepFinding> CheckAsync(string step, Partition home, string workspaceId, StoredSetup stored, CancellationToken ct)
    {
        var settings = stored.Snapshot.Settings;
        return step switch
        {
            SetupSteps.ApiIntegration => sources.IntegrationAsync(home, settings.ApiIntegration!, ct),
            SetupSteps.DataSource => sources.DataSourceAsync(home, workspaceId, settings, ct),
            SetupSteps.MetricsConfig => sources.MetricsAsync(home, workspaceId, settings, ct),
            SetupSteps.Baseline => measures.BaselineAsync(workspaceId, stored, ct),
            _ => measures.TestingAsync(workspaceId, stored, ct),
        };
    }
}
