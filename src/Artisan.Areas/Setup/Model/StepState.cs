namespace Artisan.Areas.Setup.Model;

/// <summary>A saved step.</summary>
/// <param name="Revision">Counts how often it was saved.</param>
/// <param name="Settings">The settings of this step; secrets by their last characters only.</param>
/// <param name="SavedAt">When it was saved last.</param>
/// <param name="SavedBy">By whom.</param>
/// <param name="Check">The last check of these settings; null before there was one.</param>
internal sealed record StepState(int Revision, SetupSettings Settings, DateTimeOffset SavedAt, string SavedBy, StepCheck? Check = null);

/// <summary>A check of a step.</summary>
/// <param name="At">When.</param>
/// <param name="Basis">The revisions of the steps before it that it went by.</param>
/// <param name="Problem">What is wrong; null where it is right.</param>
/// <param name="Note">What was found, in words.</param>
/// <param name="Results">What was found, to show.</param>
internal sealed record StepCheck(DateTimeOffset At, string Basis, SetupProblem? Problem, string? Note, SetupResults? Results);

/// <summary>A completion of the setup.</summary>
/// <param name="Basis">The revisions of all steps that it confirms.</param>
/// <param name="At">When.</param>
/// <param name="By">By whom.</param>
/// <param name="ReceiptId">The receipt that proves it.</param>
internal sealed record SetupCompletion(string Basis, DateTimeOffset At, string By, string ReceiptId);

/// <summary>What a step is, as people see it.</summary>
internal static class StepStates
{
    public const string Empty = "empty";
    public const string Saved = "saved";
    public const string Validated = "validated";
    public const string Failed = "failed";
    public const string Stale = "stale";
}
