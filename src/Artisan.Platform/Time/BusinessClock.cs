namespace Artisan.Platform.Time;

/// <summary>
/// The time of the business: periods, trials, renewals, reminders, schedules. Equal to the system's time in production;
/// on a developer's machine the test clock may shift or freeze it, and nothing else.
/// </summary>
public sealed class BusinessClock(TimeProvider provider)
{
    private sealed record Setting(DateTimeOffset? At, DateTimeOffset SetAt, bool Running);

    private volatile Setting _setting = new(null, default, true);

    /// <summary>The instant that business decisions are made on, UTC.</summary>
    public DateTimeOffset Now
    {
        get
        {
            var setting = _setting;
            var real = provider.GetUtcNow();
            return setting.At is not { } at ? real : setting.Running ? at + (real - setting.SetAt) : at;
        }
    }

    /// <summary>Moves the clock to an instant, running on from there or standing still; null returns to the real time.</summary>
    public void Set(DateTimeOffset? now, bool running) => _setting = new(now?.ToUniversalTime(), provider.GetUtcNow(), running);
}
