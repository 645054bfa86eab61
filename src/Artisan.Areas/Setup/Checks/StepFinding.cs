using Artisan.Areas.Setup.Model;

namespace Artisan.Areas.Setup.Checks;

/// <summary>What checking a step found.</summary>
/// <param name="Problem">What is wrong; null where it is right.</param>
/// <param name="Note">What was found, in words.</param>
/// <param name="Results">What was found, to show; also where something is wrong.</param>
internal sealed record StepFinding(SetupProblem? Problem = null, string? Note = null, SetupResults? Results = null)
{
    public static StepFinding Wrong(string code, string message, string? field = null, SetupResults? results = null) => new(new SetupProblem(code, message, field), null, results);
}
