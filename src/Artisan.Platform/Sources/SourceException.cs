namespace Artisan.Platform.Sources;

/// <summary>Why a source could not be read.</summary>
public enum SourceFailure
{
    /// <summary>The credentials are not right, or not any more.</summary>
    WrongCredentials,

    /// <summary>The credentials are right and do not allow this, or what is asked for does not exist.</summary>
    NoPermission,

    /// <summary>The source does not answer, or fails.</summary>
    Unreachable,

    /// <summary>Too much was asked at once.</summary>
    RateLimited,

    /// <summary>The source answered what cannot be read.</summary>
    Malformed,
}

/// <summary>A source could not be read. Its message is for the workspace's own people: it says what to do, and holds no secret.</summary>
/// <param name="failure">Why.</param>
/// <param name="message">What is wrong and what to do, in one or two sentences.</param>
/// <param name="retryAfter">How long the source asks to be left alone; null where it does not say.</param>
/// <param name="inner">What caused it.</param>
public sealed class SourceException(SourceFailure failure, string message, TimeSpan? retryAfter = null, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Why.</summary>
    public SourceFailure Failure => failure;

    /// <summary>How long the source asks to be left alone.</summary>
    public TimeSpan? RetryAfter => retryAfter;
}

/// <summary>Failures in words that do not change.</summary>
public static class SourceFailures
{
    /// <summary>As answers and rows name it.</summary>
    public static string Code(this SourceFailure failure) => failure switch
    {
        SourceFailure.WrongCredentials => "wrong_credentials",
        SourceFailure.NoPermission => "no_permission",
        SourceFailure.Unreachable => "unreachable",
        SourceFailure.RateLimited => "rate_limited",
        SourceFailure.Malformed => "malformed",
        _ => throw new ArgumentOutOfRangeException(nameof(failure)),
    };

    /// <summary>Whether trying again later can help.</summary>
    public static bool Passes(this SourceFailure failure) => failure is SourceFailure.Unreachable or SourceFailure.RateLimited or SourceFailure.Malformed;
}
