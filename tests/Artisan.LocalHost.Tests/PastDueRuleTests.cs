using System.Globalization;
using Artisan.LocalHost.Functions;
using Artisan.LocalHost.Invocations;
using Artisan.LocalHost.Timers;

namespace Artisan.LocalHost.Tests;

public sealed class PastDueRuleTests
{
    private static readonly TimerSchedule EveryFive = Schedule("0 */5 * * * *");

    [Fact]
    public void A_missed_run_is_past_due()
    {
        var (status, pastDue) = PastDueRule.Apply(new TimerStatus(At("10:00"), At("10:05"), At("10:00")), EveryFive, At("11:02"));

        Assert.True(pastDue);
        Assert.Equal(At("10:05"), status.Next);
    }

    [Fact]
    public void A_run_that_is_still_ahead_is_not()
    {
        var (status, pastDue) = PastDueRule.Apply(new TimerStatus(At("10:00"), At("10:05"), At("10:00")), EveryFive, At("10:04"));

        Assert.False(pastDue);
        Assert.Equal(At("10:05"), status.Next);
    }

    [Fact]
    public void A_timer_never_seen_before_waits_for_its_next_time()
    {
        var (status, pastDue) = PastDueRule.Apply(null, EveryFive, At("10:02"));

        Assert.False(pastDue);
        Assert.Equal((default, At("10:05")), (status.Last, status.Next));
    }

    [Fact]
    public void A_timer_that_waited_for_its_first_run_and_missed_it_is_past_due()
    {
        Assert.True(PastDueRule.Apply(new TimerStatus(default, At("10:05"), At("10:02")), EveryFive, At("10:06")).IsPastDue);
    }

    [Fact]
    public void A_changed_schedule_is_taken_over_and_not_past_due()
    {
        var (status, pastDue) = PastDueRule.Apply(new TimerStatus(At("10:00"), At("10:01"), At("10:00")), EveryFive, At("11:02"));

        Assert.False(pastDue);
        Assert.Equal((default, At("11:05")), (status.Last, status.Next));
    }

    [Theory]
    [InlineData("*/30 * * * * *", false)]
    [InlineData("0 * * * * *", true)]
    [InlineData("00:00:30", false)]
    [InlineData("01:00:00", true)]
    public void Only_timers_that_fire_at_most_once_a_minute_are_monitored(string schedule, bool monitored) => Assert.Equal(monitored, Schedule(schedule).IsMonitored);

    [Theory]
    [InlineData("nonsense")]
    [InlineData("61 * * * * *")]
    [InlineData("0 0 0")]
    public void A_schedule_that_cannot_be_read_is_refused_by_name(string text)
    {
        var refusal = Assert.Throws<LocalHostException>(() => Schedule(text));

        Assert.Contains("tick", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(text, refusal.Message, StringComparison.Ordinal);
    }

    private static TimerSchedule Schedule(string text) => TimerSchedule.Parse(new TimerFunction("tick", "timer", text, false, true));

    private static DateTimeOffset At(string time) => DateTimeOffset.Parse($"2026-11-20T{time}:00Z", CultureInfo.InvariantCulture);
}
