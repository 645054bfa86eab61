using Artisan.LocalHost.Timers;

namespace Artisan.LocalHost.Clock;

/// <summary>
/// Where a jump stops on its way. Two kinds of stops: where the due index has work (frequent timers run there), and at most 12 evenly
/// spread ones where every timer whose time has come runs, once for all the runs it missed. So a jump costs by what is due, not by its length.
/// </summary>
internal sealed class JumpPlan
{
    public const int MostTimerStops = 12;
    public const int ManyStops = 1_000;
    private static readonly TimeSpan Frequent = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly IReadOnlyList<TimerListener> _timers;
    private readonly DateTimeOffset _target;
    private readonly TimeSpan _gap;
    private readonly TimeSpan _coarse;
    private DateTimeOffset _timerStop;

    public JumpPlan(IReadOnlyList<TimerListener> timers, DateTimeOffset from, DateTimeOffset target)
    {
        (_timers, _target) = (timers, target);
        _gap = (target - from) / (MostTimerStops - 1);
        // The first of them is wherever the first timer's time comes.
        _timerStop = from - _gap;
        _coarse = (target - from) / ManyStops;
        Sweepers = [.. timers.Where(timer => Gap(timer.Schedule, from) <= Frequent)];
        Hourly = [.. timers.Where(timer => Gap(timer.Schedule, from) is var gap && gap > Frequent && gap <= Hour)];
    }

    /// <summary>The timers that read the due index: those that fire at least every ten minutes.</summary>
    public IReadOnlyList<TimerListener> Sweepers { get; }

    /// <summary>Those that may read it too, for kinds of work that can wait an hour.</summary>
    public IReadOnlyList<TimerListener> Hourly { get; }

    /// <summary>The next stop after now, or null when the rest of the way is free. Whose turn it is follows from its kind.</summary>
    public (DateTimeOffset At, IReadOnlyList<TimerListener> Timers)? Next(DateTimeOffset now, DateTimeOffset? due, int stops)
    {
        var everyone = Earliest(_timers, _timerStop + _gap, now);
        var sweep = due is null ? null : Earliest(Sweepers, stops < ManyStops ? due.Value : Later(due.Value, now + _coarse), now);
        if (everyone is null && sweep is null) return null;
        if (everyone is { } all && (sweep is null || all <= sweep))
        {
            _timerStop = all;
            return (all, _timers);
        }

        return (sweep!.Value, Sweepers);
    }

    private DateTimeOffset? Earliest(IReadOnlyList<TimerListener> timers, DateTimeOffset notBefore, DateTimeOffset now)
    {
        DateTimeOffset? earliest = null;
        foreach (var timer in timers)
        {
            // A run that was passed over on the way is still owed: it happens at the first moment allowed.
            var at = timer.Schedule.Next(Later(notBefore, now + TimeSpan.FromTicks(1)) - TimeSpan.FromTicks(1));
            if (at <= _target && at > now && (earliest is null || at < earliest)) earliest = at;
        }

        return earliest;
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    private static TimeSpan Gap(TimerSchedule schedule, DateTimeOffset from)
    {
        var first = schedule.Next(from);
        return schedule.Next(first) - first;
    }
}
