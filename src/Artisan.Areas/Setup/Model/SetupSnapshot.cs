using System.Globalization;

namespace Artisan.Areas.Setup.Model;

/// <summary>All steps at one moment. A check counts only as long as the steps before it are those that it went by.</summary>
internal sealed record SetupSnapshot(IReadOnlyDictionary<string, StepState> Steps)
{
    /// <summary>The revisions of the steps before one, which its check goes by.</summary>
    public string BasisOf(string step) => Revisions(SetupSteps.Before(step));

    /// <summary>The revisions of all steps.</summary>
    public string Basis => Revisions(SetupSteps.All);

    /// <summary>The settings of all steps.</summary>
    public SetupSettings Settings => Steps.Values.Aggregate(new SetupSettings(), (all, step) => all.With(step.Settings));

    /// <summary>What the last checks found.</summary>
    public SetupResults Results => Steps.Values.Aggregate(new SetupResults(), (all, step) => all.With(step.Check?.Results));

    /// <summary>The steps that are right, and still go by what they were checked with.</summary>
    public int Done => SetupSteps.All.Count(s => StateOf(s) == StepStates.Validated);

    public string StateOf(string step)
    {
        if (!Steps.TryGetValue(step, out var state)) return StepStates.Empty;
        if (state.Check is not { } check) return StepStates.Saved;
        if (check.Basis != BasisOf(step)) return StepStates.Stale;
        return check.Problem is null ? StepStates.Validated : StepStates.Failed;
    }

    /// <summary>The first step before one that is not right; null where all are.</summary>
    public string? FirstOpenBefore(string step) => SetupSteps.Before(step).FirstOrDefault(s => StateOf(s) != StepStates.Validated);

    private string Revisions(IEnumerable<string> steps) => string.Join('.', steps.Select(s => (Steps.TryGetValue(s, out var state) ? state.Revision : 0).ToString(CultureInfo.InvariantCulture)));
}
