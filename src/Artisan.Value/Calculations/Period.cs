namespace Artisan.Value.Calculations;

/// <summary>How long a period is.</summary>
public enum PeriodKind
{
    Hourly,
    Daily,
    Weekly,
    Monthly,
}

/// <summary>A half-open stretch of time [From, To) in UTC, the nth of its schedule.</summary>
public sealed record Period(PeriodKind Kind, int Number, DateTimeOffset From, DateTimeOffset To)
{
    /// <summary>True from the first instant up to, not including, the last.</summary>
    public bool Contains(DateTimeOffset instant) => From <= instant && instant < To;

    /// <summary>The months that begin on <paramref name="first"/>'s day at local midnight; in short months on their last day.</summary>
    public static PeriodSchedule Months(DateOnly first, TimeZoneInfo zone) => new(PeriodKind.Monthly, first, zone);

    public static PeriodSchedule Weeks(DateOnly first, TimeZoneInfo zone) => new(PeriodKind.Weekly, first, zone);

    public static PeriodSchedule Days(DateOnly first, TimeZoneInfo zone) => new(PeriodKind.Daily, first, zone);

    public static PeriodSchedule Hours(DateOnly first, TimeZoneInfo zone) => new(PeriodKind.Hourly, first, zone);
}
