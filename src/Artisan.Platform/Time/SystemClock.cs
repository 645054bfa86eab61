namespace Artisan.Platform.Time;

/// <summary>
/// The real time, always UTC: storage dates, leases, technical retries, tokens, sessions and rate limits.
/// Only unit tests replace it; the test clock of a developer's machine never moves it.
/// </summary>
public sealed class SystemClock(TimeProvider provider)
{
    /// <summary>The instant that technical decisions are made on.</summary>
    public DateTimeOffset Now => provider.GetUtcNow();

    /// <summary>The provider behind this clock, for timers and delays.</summary>
    public TimeProvider Provider => provider;
}
