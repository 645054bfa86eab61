using Artisan.Platform.Http;

namespace Artisan.Areas.Setup;

/// <summary>The refusals of the area.</summary>
public static class SetupFaults
{
    public static readonly Fault NotSaved = new("setup.step_not_saved", 409, "This step has no settings yet; save it first.");
    public static readonly Fault EarlierStep = new("setup.earlier_step", 409, "A step before this one is not right yet; validate it first.");
    public static readonly Fault Incomplete = new("setup.incomplete", 409, "Not all steps are validated as they are now.");

    /// <summary>Every fault of the area, for the golden list and the API reference.</summary>
    public static IReadOnlyList<Fault> All { get; } = [NotSaved, EarlierStep, Incomplete];
}
