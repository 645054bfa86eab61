using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Artisan.Testing.Stripe;

/// <summary>Something that goes wrong with one request.</summary>
public sealed class StripeMishap
{
    private int? _status;
    private int? _retryAfter;
    private bool? _shouldRetry;

    private StripeMishap()
    {
    }

    internal bool DropsAnswer { get; private init; }

    internal bool FailsBefore { get; private init; }

    internal bool FailsAfter { get; private init; }

    internal Task? Until { get; private init; }

    /// <summary>Nothing: for the requests in between.</summary>
    public static readonly StripeMishap None = new();

    /// <summary>The request is carried out and its answer lost.</summary>
    public static StripeMishap AnswerLost() => new() { DropsAnswer = true };

    /// <summary>The request is answered with 500 and not carried out, which its key will answer from then on.</summary>
    public static StripeMishap Failed() => new() { FailsBefore = true };

    /// <summary>The request is carried out and answered with 500, which its key will answer from then on.</summary>
    public static StripeMishap FailedAfter() => new() { FailsAfter = true };

    /// <summary>Too many requests.</summary>
    public static StripeMishap RateLimited(int? retryAfterSeconds = null) => new() { _status = 429, _retryAfter = retryAfterSeconds };

    /// <summary>The request is not carried out.</summary>
    public static StripeMishap Unavailable(bool? shouldRetry = null) => new() { _status = 503, _shouldRetry = shouldRetry };

    /// <summary>The request is carried out only then.</summary>
    public static StripeMishap Held(Task until) => new() { Until = until };

    internal StripeFault? Before(HttpContext context)
    {
        if (_retryAfter is { } seconds) context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        if (_shouldRetry is { } again) context.Response.Headers["Stripe-Should-Retry"] = again ? "true" : "false";
        return _status switch
        {
            429 => new StripeFault(429, "invalid_request_error", "rate_limit", "Too many requests."),
            { } status => new StripeFault(status, "api_error", null, "Not now."),
            null => null,
        };
    }
}
