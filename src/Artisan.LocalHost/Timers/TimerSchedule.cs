using System.Globalization;
using Artisan.LocalHost.Functions;
using NCrontab;

namespace Artisan.LocalHost.Timers;

/// <summary>When a timer fires, in UTC: NCRONTAB with or without seconds, or a fixed interval.</summary>
internal sealed class TimerSchedule
{
    private readonly CrontabSchedule? _crontab;
    private readonly TimeSpan _interval;

    private TimerSchedule(CrontabSchedule? crontab, TimeSpan interval, bool isMonitored) => (_crontab, _interval, IsMonitored) = (crontab, interval, isMonitored);

    /// <summary>The Functions host keeps no status of a timer that fires more than once a minute.</summary>
    public bool IsMonitored { get; }

    public bool AdjustForDst => _crontab is not null;

    public static TimerSchedule Parse(TimerFunction function)
    {
        var text = function.Schedule.Trim();
        if (TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var interval) && interval > TimeSpan.Zero)
            return new TimerSchedule(null, interval, function.UseMonitor && interval >= TimeSpan.FromMinutes(1));

        var fields = text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length;
        if (CrontabSchedule.TryParse(text, new CrontabSchedule.ParseOptions { IncludingSeconds = fields == 6 }) is not { } crontab)
            throw new LocalHostException($"Function {function.Name}: \"{text}\" is not a schedule (six fields: second minute hour day month weekday).");

        return new TimerSchedule(crontab, TimeSpan.Zero, function.UseMonitor && !FiresWithinAMinute(crontab));
    }

    /// <summary>The first instant of the schedule after this one.</summary>
    public DateTimeOffset Next(DateTimeOffset after) =>
        _crontab is null ? after + _interval : new DateTimeOffset(_crontab.GetNextOccurrence(after.UtcDateTime), TimeSpan.Zero);

    private static bool FiresWithinAMinute(CrontabSchedule crontab)
    {
        var occurrences = crontab.GetNextOccurrences(new DateTime(2000, 1, 1), new DateTime(2030, 1, 1)).Take(10).ToList();
        return occurrences.Zip(occurrences.Skip(1)).Any(pair => pair.Second - pair.First < TimeSpan.FromMinutes(1));
    }
}
