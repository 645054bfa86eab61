using Artisan.Areas.Setup.Model;
using Artisan.Areas.Setup.Sources;
using Artisan.Areas.Setup.Storage;
using Artisan.Areas.Setup.Sync;

namespace Artisan.Areas.Setup.Operations;

/// <summary>The set-up of a workspace.</summary>
/// <param name="Steps">The five steps, in their order.</param>
/// <param name="Settings">What they hold.</param>
/// <param name="Results">What checking them found.</param>
/// <param name="Sync">How far the source was read; null for sources that send, and before the first reading.</param>
/// <param name="CanComplete">Whether all steps are right and not completed as they are now.</param>
/// <param name="Completed">The last completion; null before the first.</param>
/// <param name="Suggestion">A definition that follows from the steps; null before the baseline is right.</param>
/// <param name="Kinds">The kinds of sources to choose from.</param>
/// <param name="History">What was done last, the newest first.</param>
/// <param name="InboundUrl">Where the chosen source may send what happens there, once it has a secret for that; null for sources that cannot.</param>
public sealed record SetupResponse(
    IReadOnlyList<SetupStep> Steps, SetupSettings Settings, SetupResults Results, SetupSync? Sync, bool CanComplete, SetupCompleted? Completed, SetupSuggestion? Suggestion,
    IReadOnlyList<SourceKind> Kinds, IReadOnlyList<SetupHistoryEntry> History, Uri? InboundUrl)
{
    internal static SetupResponse Of(StoredSetup stored, IReadOnlyList<SetupHistoryEntry> history, IReadOnlyList<SourceKind> kinds, Uri? inboundUrl)
    {
        var (snapshot, settings) = (stored.Snapshot, stored.Snapshot.Settings);
        return new SetupResponse(
            [.. SetupSteps.All.Select(s => SetupStep.Of(s, snapshot))], settings, snapshot.Results, SetupSync.Of(stored.Sync, snapshot),
            snapshot.Done == SetupSteps.All.Count && !stored.IsComplete,
            stored.Completion is { } completion ? new SetupCompleted(completion.At, completion.By, completion.ReceiptId, stored.IsComplete) : null,
            snapshot.StateOf(SetupSteps.Baseline) == StepStates.Validated ? SetupSuggestion.Of(settings) : null, kinds, history, inboundUrl);
    }
}

/// <summary>A step.</summary>
/// <param name="Name">api-integration, data-source, metrics-config, baseline or testing.</param>
/// <param name="State">empty, saved, validated, failed, or stale: a step before it was saved since it was checked.</param>
/// <param name="SavedAt">When it was saved last.</param>
/// <param name="SavedBy">By whom.</param>
/// <param name="CheckedAt">When it was checked last, as it is now.</param>
/// <param name="Note">What the check found, in words.</param>
/// <param name="Problem">Why it is not right.</param>
public sealed record SetupStep(string Name, string State, DateTimeOffset? SavedAt, string? SavedBy, DateTimeOffset? CheckedAt, string? Note, SetupProblem? Problem)
{
    internal static SetupStep Of(string name, SetupSnapshot snapshot) => snapshot.Steps.TryGetValue(name, out var step)
        ? new SetupStep(name, snapshot.StateOf(name), step.SavedAt, step.SavedBy, step.Check?.At, step.Check?.Note, step.Check?.Problem)
        : new SetupStep(name, StepStates.Empty, null, null, null, null, null);
}

/// <summary>How far a source was read.</summary>
/// <param name="Status">running, idle (all is read, until the next hour), waiting (it goes on by itself), stopped (somebody has to act), or paused: the steps were changed since.</param>
/// <param name="Records">How many records were read, repeats among them.</param>
/// <param name="Stored">How many data points are new or were replaced.</param>
/// <param name="Skipped">How many records became no point.</param>
/// <param name="LastSkip">Why the last of them did not.</param>
/// <param name="SyncedAt">When everything was read last.</param>
/// <param name="NextAt">When reading goes on.</param>
/// <param name="Problem">What is wrong.</param>
public sealed record SetupSync(string Status, long Records, long Stored, long Skipped, string? LastSkip, DateTimeOffset? SyncedAt, DateTimeOffset? NextAt, SetupProblem? Problem)
{
    private const string Paused = "paused";

    internal static SetupSync? Of(SyncState? sync, SetupSnapshot snapshot)
    {
        if (sync is null) return null;
        var status = sync.Basis == SyncSource.BasisOf(snapshot) ? sync.Status : Paused;
        return new SetupSync(status, sync.Records, sync.Stored, sync.Skipped, sync.LastSkip, sync.SyncedAt, status is SyncState.Stopped or Paused ? null : sync.Due, sync.Problem);
    }
}

/// <summary>A completion.</summary>
/// <param name="At">When.</param>
/// <param name="By">By whom.</param>
/// <param name="ReceiptId">The receipt that proves it.</param>
/// <param name="IsCurrent">Whether it confirms the steps as they are now.</param>
public sealed record SetupCompleted(DateTimeOffset At, string By, string ReceiptId, bool IsCurrent);

/// <summary>A definition that follows from the steps: what a new one can begin with.</summary>
/// <param name="Name">What is measured.</param>
/// <param name="Source">The source of the points.</param>
/// <param name="Fields">The fields of the points.</param>
/// <param name="Formula">The measure above the baseline.</param>
/// <param name="Measure">The measure alone.</param>
/// <param name="Baseline">The baseline's settings.</param>
public sealed record SetupSuggestion(string Name, string Source, IReadOnlyList<string> Fields, string Formula, string Measure, BaselineSettings Baseline)
{
    internal static SetupSuggestion Of(SetupSettings settings)
    {
        var metrics = settings.MetricsConfig!;
        return new SetupSuggestion(metrics.Metric, settings.DataSource!.Source, [.. metrics.Fields.Select(f => f.To).Distinct(StringComparer.Ordinal)], $"max(0, {metrics.Measure} - baseline)", metrics.Measure, settings.Baseline!);
    }
}
