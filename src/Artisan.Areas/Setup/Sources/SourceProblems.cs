using Artisan.Areas.Setup.Model;
using Artisan.Platform.Sources;

namespace Artisan.Areas.Setup.Sources;

/// <summary>A source's failures as a step shows them.</summary>
internal static class SourceProblems
{
    public static SetupProblem Of(SourceException e) => new(Code(e.Failure), e.Message);

    /// <summary>Whether trying again later can help.</summary>
    public static bool Passes(SourceFailure failure) => failure is SourceFailure.Unreachable or SourceFailure.RateLimited or SourceFailure.Malformed;

    private static string Code(SourceFailure failure) => failure switch
    {
        SourceFailure.WrongCredentials => "wrong_credentials",
        SourceFailure.NoPermission => "no_permission",
        SourceFailure.Unreachable => "unreachable",
        SourceFailure.RateLimited => "rate_limited",
        SourceFailure.Malformed => "malformed",
        _ => throw new ArgumentOutOfRangeException(nameof(failure)),
    };
}
