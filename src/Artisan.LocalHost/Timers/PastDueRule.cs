using Artisan.LocalHost.Invocations;

namespace Artisan.LocalHost.Timers;

/// <summary>
/// What a timer finds when the host starts: a stored Next that has passed is past due and runs once; a schedule that was changed
/// since is taken over and never past due.
/// </summary>
internal static class PastDueRule
{
    public static (TimerStatus Status, bool IsPastDue) Apply(TimerStatus? stored, TimerSchedule schedule, DateTimeOffset now)
    {
        if (stored is null) return (new TimerStatus(default, schedule.Next(now), now), false);

        var expected = schedule.Next(stored.Last == default ? stored.LastUpdated : stored.Last);
        if (stored.Next == expected) return (stored, now > stored.Next);

        return now > expected
            ? (new TimerStatus(default, schedule.Next(now), now), false)
            : (new TimerStatus(default, expected, stored.Last == default ? stored.LastUpdated : stored.Last), false);
    }
}
