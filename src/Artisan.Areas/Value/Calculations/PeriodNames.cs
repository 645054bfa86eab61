using System.Globalization;
using Artisan.Value.Calculations;

namespace Artisan.Areas.Value.Calculations;

/// <summary>Periods by name: months as 1997-01, weeks and days by their first day, hours by their first instant.</summary>
internal static class PeriodNames
{
    /// <summary>The name of a period; months that do not begin on a first are named by their first day.</summary>
    public static string Of(Period period, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(period.From, zone);
        return period.Kind switch
        {
            PeriodKind.Hourly => period.From.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm'Z'", CultureInfo.InvariantCulture),
            PeriodKind.Monthly when local.Day == 1 => local.ToString("yyyy-MM", CultureInfo.InvariantCulture),
            _ => local.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        };
    }

    /// <summary>The period of a schedule that is asked for, also before its first; null where it is none of its periods.</summary>
    public static Period? Find(PeriodSchedule schedule, PeriodRequest request) =>
        request.Text is { } text ? Find(schedule, text) : Exact(schedule, request.From!.Value, request.To!.Value);

    /// <summary>The stretch of time that is asked for, without a schedule: a month, a day, or from and to.</summary>
    public static Period? Free(PeriodRequest request, TimeZoneInfo zone)
    {
        if (request.Text is null) return request.From < request.To && IsInRange(request.From!.Value) && IsInRange(request.To!.Value) ? new Period(PeriodKind.Monthly, 0, request.From.Value, request.To.Value) : null;
        if (Month(request.Text) is { } first) return new PeriodSchedule(PeriodKind.Monthly, first, zone).At(0);
        return Day(request.Text) is { } day ? new PeriodSchedule(PeriodKind.Daily, day, zone).At(0) : null;
    }

    private static Period? Find(PeriodSchedule schedule, string text)
    {
        if (Month(text) is { } first) return schedule.Kind is PeriodKind.Monthly ? BeginsIn(schedule, first) : null;
        if (Day(text) is { } day) return schedule.Kind is PeriodKind.Hourly ? null : schedule.Containing(PeriodSchedule.StartOfDay(day, schedule.Zone));
        return DateTimeOffset.TryParseExact(text, ["yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant) && IsInRange(instant)
            ? schedule.Containing(instant)
            : null;
    }

    private static Period? BeginsIn(PeriodSchedule schedule, DateOnly month)
    {
        var period = schedule.Containing(PeriodSchedule.StartOfDay(month, schedule.Zone));
        return IsIn(period) ? period : IsIn(schedule.At(period.Number + 1)) ? schedule.At(period.Number + 1) : null;

        bool IsIn(Period candidate)
        {
            var local = TimeZoneInfo.ConvertTime(candidate.From, schedule.Zone);
            return (local.Year, local.Month) == (month.Year, month.Month);
        }
    }

    private static Period? Exact(PeriodSchedule schedule, DateTimeOffset from, DateTimeOffset to) =>
        IsInRange(from) && schedule.Containing(from) is var period && period.From == from && period.To == to ? period : null;

    private static bool IsInRange(DateTimeOffset instant) => instant.Year is >= 1970 and <= 2099;

    private static DateOnly? Month(string text) => InRange(DateOnly.TryParseExact(text, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var month), month);

    private static DateOnly? Day(string text) => InRange(DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day), day);

    private static DateOnly? InRange(bool read, DateOnly day) => read && day.Year is >= 1970 and <= 2099 ? day : null;
}
