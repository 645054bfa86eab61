using Artisan.Areas.Setup.Model;
using Artisan.Platform.Sources;

namespace Artisan.Areas.Setup.Sources;

/// <summary>A source's failures as a step shows them.</summary>
internal static class SourceProblems
{
    public static SetupProblem Of(SourceException e) => new(e.Failure.Code(), e.Message);
}
