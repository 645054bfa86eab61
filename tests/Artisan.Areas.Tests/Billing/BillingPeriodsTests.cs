using Artisan.Areas.Billing.Periods;

namespace Artisan.Areas.Tests.Billing;

public sealed class BillingPeriodsTests
{
    public static TheoryData<string> Zones =>
    [
        "UTC", "Europe/Berlin", "America/New_York", "America/Sao_Paulo", "Asia/Kathmandu", "Australia/Lord_Howe", "Pacific/Apia", "Pacific/Kiritimati", "Africa/Casablanca", "America/St_Johns",
    ];

    [Theory]
    [InlineData("2024-01-31T10:00:00Z", "2024-02-29T10:00:00Z 2024-03-31T10:00:00Z 2024-04-30T10:00:00Z 2024-05-31T10:00:00Z")]
    [InlineData("2023-01-31T10:00:00Z", "2023-02-28T10:00:00Z 2023-03-31T10:00:00Z 2023-04-30T10:00:00Z 2023-05-31T10:00:00Z")]
    [InlineData("2023-12-30T23:59:59.9999999Z", "2024-01-30T23:59:59.9999999Z 2024-02-29T23:59:59.9999999Z 2024-03-30T23:59:59.9999999Z")]
    [InlineData("2024-02-29T00:00:00Z", "2024-03-29T00:00:00Z 2024-04-29T00:00:00Z")]
    public void A_month_end_is_clamped_to_the_month_and_never_sticks(string anchor, string boundaries)
    {
        var periods = Of(anchor, "UTC");
        Assert.Equal(boundaries.Split(' ').Select(Instant), Enumerable.Range(1, boundaries.Split(' ').Length).Select(n => periods.At(n).Start));
    }

    [Fact]
    public void A_leap_day_comes_back_every_fourth_year()
    {
        var periods = Of("2024-02-29T08:00:00Z", "UTC");
        Assert.Equal(Instant("2025-02-28T08:00:00Z"), periods.At(12).Start);
        Assert.Equal(Instant("2028-02-29T08:00:00Z"), periods.At(48).Start);
    }

    [Theory]
    [InlineData("America/New_York", "2026-02-08T07:30:00Z", 1, "2026-03-08T07:30:00Z")] // 02:30 is skipped: 03:30 in the new offset
    [InlineData("America/New_York", "2026-10-01T05:30:00Z", 1, "2026-11-01T05:30:00Z")] // 01:30 happens twice: the first
    [InlineData("Europe/Berlin", "2026-02-28T01:30:00Z", 1, "2026-03-28T01:30:00Z")]
    [InlineData("Europe/Berlin", "2026-02-28T23:30:00Z", 1, "2026-03-31T22:30:00Z")] // 1 March 00:30 local, a month later in summer time
    [InlineData("Asia/Kathmandu", "2026-01-30T18:15:00Z", 1, "2026-02-27T18:15:00Z")] // midnight of 31 January local, then of 28 February
    public void The_time_of_day_stays_the_anchors_in_its_zone(string zone, string anchor, int number, string start) => Assert.Equal(Instant(start), Of(anchor, zone).At(number).Start);

    [Fact]
    public void A_day_that_a_country_skipped_ends_its_period_before_the_next_one()
    {
        var periods = Of("2011-10-30T22:00:00Z", "Pacific/Apia");
        for (var n = 0; n < 6; n++) Assert.True(periods.At(n).Start < periods.At(n).End);
        Assert.InRange(periods.At(2).Start, Instant("2011-12-29T00:00:00Z"), Instant("2012-01-01T00:00:00Z"));
    }

    [Theory]
    [MemberData(nameof(Zones))]
    public void Every_instant_lies_in_exactly_one_period_and_every_boundary_is_the_anchors_local_time(string zone)
    {
        var random = new Random(zone.Length * 7919);
        var info = TimeZoneInfo.FindSystemTimeZoneById(zone);
        for (var round = 0; round < 60; round++)
        {
            var anchor = new DateTimeOffset(2005, 1, 1, 0, 0, 0, TimeSpan.Zero).AddDays(random.Next(0, 8_000)).AddTicks(random.NextInt64(TimeSpan.TicksPerDay));
            var periods = new BillingPeriods(anchor, info);
            Assert.Equal(anchor, periods.At(0).Start);
            for (var n = -14; n < 30; n++)
            {
                var period = periods.At(n);
                Assert.True(period.Start < period.End, $"{anchor:O} {n}");
                Assert.Equal(periods.At(n + 1).Start, period.End);
                Assert.Equal(period, periods.Containing(period.Start));
                Assert.Equal(period, periods.Containing(period.End.AddTicks(-1)));
                AssertLocalTime(anchor, n, period.Start, info);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Zones))]
    public void Another_time_zone_counts_from_the_next_period_without_gap_or_overlap(string zone)
    {
        var before = Of("2026-01-31T23:30:00Z", "UTC");
        var after = Of("2026-01-31T23:30:00Z", zone);
        for (var n = 0; n < 20; n++)
        {
            var next = after.After(before.At(n));
            Assert.Equal(before.At(n).End, next.Start);
            Assert.Equal(after.At(n + 1).End, next.End);
            Assert.Equal(n + 1, next.Number);
            Assert.Equal(after.At(n + 2), after.After(next));
        }
    }

    // Written anew from the rule, day by day: the local date is the anchor's day or the month's last, the local time the anchor's unless a clock change has none.
    private static void AssertLocalTime(DateTimeOffset anchor, int months, DateTimeOffset boundary, TimeZoneInfo zone)
    {
        var first = TimeZoneInfo.ConvertTime(anchor, zone);
        var month = (first.Year * 12) + first.Month - 1 + months;
        var (year, inYear) = (month / 12, (month % 12) + 1);
        var wanted = new DateTime(year, inYear, Math.Min(first.Day, DateTime.DaysInMonth(year, inYear))) + first.TimeOfDay;
        var local = TimeZoneInfo.ConvertTime(boundary, zone).DateTime;
        if (local == wanted) return;
        Assert.True(NeverShown(wanted, zone), $"{anchor:O} {months}: {local:O} instead of {wanted:O}");
        Assert.InRange(local - wanted, TimeSpan.FromTicks(1), TimeSpan.FromHours(24));
    }

    // Every offset there ever was is a multiple of 15 minutes nowadays, so these are all instants that could show the time.
    private static bool NeverShown(DateTime local, TimeZoneInfo zone) => Enumerable.Range(-4 * 14, (4 * 28) + 1)
        .Select(quarter => new DateTimeOffset(DateTime.SpecifyKind(local, DateTimeKind.Utc)).AddMinutes(15 * quarter)).All(i => TimeZoneInfo.ConvertTime(i, zone).DateTime != local);

    private static BillingPeriods Of(string anchor, string zone) => new(Instant(anchor), TimeZoneInfo.FindSystemTimeZoneById(zone));

    private static DateTimeOffset Instant(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
