using Artisan.Areas.Value.Storage;
using Artisan.Platform.Storage;

namespace Artisan.Areas.Tests.Value;

public sealed class ValueKeysTests
{
    private static readonly DateTimeOffset Noon = new(1997, 1, 31, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Points_order_by_time_whatever_their_ids()
    {
        var times = Enumerable.Range(0, 200).Select(i => Noon.AddTicks(i * 36_000_000_001L)).ToList();
        var keys = times.Select((t, i) => ValueKeys.Point(t, $"id-{i}")).ToList();
        Assert.Equal(keys.Order(StringComparer.Ordinal), keys);
    }

    [Fact]
    public void A_range_of_points_begins_with_its_first_instant_and_ends_before_its_last()
    {
        var range = ValueKeys.Points(Noon, Noon.AddHours(1));
        Assert.True(IsIn(range, ValueKeys.Point(Noon, "a")));
        Assert.True(IsIn(range, ValueKeys.Point(Noon.AddHours(1).AddTicks(-1), "z")));
        Assert.False(IsIn(range, ValueKeys.Point(Noon.AddTicks(-1), "a")));
        Assert.False(IsIn(range, ValueKeys.Point(Noon.AddHours(1), "a")));
    }

    [Fact]
    public void Days_order_by_date_and_a_range_leaves_out_its_end()
    {
        var first = new DateOnly(1996, 12, 30);
        var keys = Enumerable.Range(0, 100).Select(i => ValueKeys.Day(first.AddDays(i))).ToList();
        Assert.Equal(keys.Order(StringComparer.Ordinal), keys);
        var range = ValueKeys.Days(first, first.AddDays(3));
        Assert.Equal([true, true, true, false], Enumerable.Range(0, 4).Select(i => IsIn(range, ValueKeys.Day(first.AddDays(i)))));
        Assert.Equal(first, ValueKeys.DayOf(ValueKeys.Day(first)));
    }

    [Fact]
    public void Calculations_order_by_newest_period_and_then_by_newest_number()
    {
        var keys = (from period in Enumerable.Range(0, 20) from number in Enumerable.Range(1, 12) select ValueKeys.Calculation("def_1", Noon.AddMonths(-period), 13 - number)).ToList();
        Assert.Equal(keys.Order(StringComparer.Ordinal), keys);
        Assert.Equal(7, ValueKeys.NumberOf(ValueKeys.Calculation("def_1", Noon, 7)));
        Assert.StartsWith(ValueKeys.PeriodOf(ValueKeys.Calculation("def_1", Noon, 7)), ValueKeys.Calculation("def_1", Noon, 8), StringComparison.Ordinal);
        Assert.False(IsIn(RowRange.Prefix(ValueKeys.Calculations("def_1")), ValueKeys.Calculation("def_10", Noon, 1)));
        var all = (from period in Enumerable.Range(0, 20) from number in Enumerable.Range(1, 12) select ValueKeys.ByPeriod("def_1", Noon.AddMonths(-period), 13 - number)).ToList();
        Assert.Equal(all.Order(StringComparer.Ordinal), all);
    }

    [Fact]
    public void Versions_order_by_number() =>
        Assert.Equal(["def|d|000002", "def|d|000010", "def|d|000100"], new[] { 100, 2, 10 }.Select(n => ValueKeys.Version("d", n)).Order(StringComparer.Ordinal));

    [Fact]
    public void Late_marks_order_by_the_hour_they_were_written_in()
    {
        var key = ValueKeys.Late(Noon.AddMinutes(59), new DateOnly(1996, 5, 4));
        Assert.Equal((Noon, new DateOnly(1996, 5, 4)), (ValueKeys.LateHourOf(key), ValueKeys.DayOf(key)));
        Assert.True(IsIn(ValueKeys.LateSince(Noon), key));
        Assert.False(IsIn(ValueKeys.LateSince(Noon.AddHours(1)), key));
        Assert.True(IsIn(ValueKeys.LateSince(DateTimeOffset.UnixEpoch), key));
    }

    [Fact]
    public void No_id_of_a_customer_stands_in_a_key()
    {
        Assert.DoesNotContain("jane@example.com", ValueKeys.Taken("jane@example.com"), StringComparison.Ordinal);
        Assert.DoesNotContain("jane@example.com", ValueKeys.Point(Noon, "jane@example.com"), StringComparison.Ordinal);
    }

    private static bool IsIn(RowRange range, string key) => string.CompareOrdinal(key, range.From) >= 0 && (range.To is null || string.CompareOrdinal(key, range.To) < 0);
}
