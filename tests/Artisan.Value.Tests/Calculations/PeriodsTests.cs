using System.Globalization;
using Artisan.Value.Calculations;

namespace Artisan.Value.Tests.Calculations;

public sealed class PeriodsTests
{
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    [Fact]
    public void Months_from_the_31st_come_back_to_the_31st()
    {
        var months = Period.Months(new DateOnly(2024, 1, 31), TimeZoneInfo.Utc);
        Assert.Equal(
            ["2024-01-31", "2024-02-29", "2024-03-31", "2024-04-30", "2024-05-31"],
            Enumerable.Range(0, 5).Select(n => months.At(n).From.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)));
        Assert.Equal("2023-12-31", months.At(-1).From.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("2026-03-29", 23)]
    [InlineData("2026-10-25", 25)]
    [InlineData("2026-07-01", 24)]
    public void A_local_day_is_as_long_as_it_is(string day, int hours)
    {
        var days = Period.Days(DateOnly.Parse(day, CultureInfo.InvariantCulture), Berlin);
        Assert.Equal(hours, (days.At(0).To - days.At(0).From).TotalHours);
    }

    [Fact]
    public void Hours_stay_hours_over_a_clock_change()
    {
        var hours = Period.Hours(new DateOnly(2026, 10, 25), Berlin);
        Assert.All(Enumerable.Range(0, 30), n => Assert.Equal(TimeSpan.FromHours(1), hours.At(n).To - hours.At(n).From));
        Assert.Equal(new DateTimeOffset(2026, 10, 24, 22, 0, 0, TimeSpan.Zero), hours.At(0).From);
    }

    [Fact]
    public void A_midnight_that_is_skipped_is_the_instant_of_the_change()
    {
        // Santiago went from 24:00 on 7 September 2024 straight to 01:00.
        var santiago = TimeZoneInfo.FindSystemTimeZoneById("America/Santiago");
        Assert.Equal(new DateTimeOffset(2024, 9, 8, 4, 0, 0, TimeSpan.Zero), PeriodSchedule.StartOfDay(new DateOnly(2024, 9, 8), santiago));
        Assert.Equal(23, (Period.Days(new DateOnly(2024, 9, 8), santiago).At(0) is var day ? day.To - day.From : default).TotalHours);
    }

    [Fact]
    public void A_midnight_that_happens_twice_is_the_first()
    {
        // Havana sets 01:00 back to 00:00 in November.
        var havana = TimeZoneInfo.FindSystemTimeZoneById("America/Havana");
        Assert.Equal(new DateTimeOffset(2024, 11, 3, 4, 0, 0, TimeSpan.Zero), PeriodSchedule.StartOfDay(new DateOnly(2024, 11, 3), havana));
    }

    [Theory]
    [InlineData(PeriodKind.Hourly)]
    [InlineData(PeriodKind.Daily)]
    [InlineData(PeriodKind.Weekly)]
    [InlineData(PeriodKind.Monthly)]
    public void Every_instant_lies_in_exactly_one_period(PeriodKind kind)
    {
        var schedule = new PeriodSchedule(kind, new DateOnly(2024, 8, 31), Berlin);
        var random = new Random(7);
        for (var i = 0; i < 2_000; i++)
        {
            var instant = new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero).AddSeconds(random.Next(0, 300_000_000));
            var period = schedule.Containing(instant);
            Assert.True(period.Contains(instant));
            Assert.Equal(period.To, schedule.At(period.Number + 1).From);
            Assert.Equal(period, schedule.Containing(period.From));
            Assert.NotEqual(period, schedule.Containing(period.To));
        }
    }

    [Fact]
    public void A_range_gives_the_periods_that_lie_wholly_in_it()
    {
        var months = Period.Months(new DateOnly(1997, 1, 1), TimeZoneInfo.Utc);
        var from = new DateTimeOffset(1997, 1, 1, 0, 0, 0, TimeSpan.Zero);
        Assert.Equal(18, months.Within(from, from.AddMonths(18)).Count());
        Assert.Equal(17, months.Within(from.AddTicks(1), from.AddMonths(18)).Count());
        Assert.Equal(17, months.Within(from, from.AddMonths(18).AddTicks(-1)).Count());
    }
}
