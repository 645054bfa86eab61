using Artisan.Areas.Webhooks;
using Artisan.Areas.Webhooks.Deliveries;
using Artisan.Areas.Webhooks.Endpoints;
using Artisan.Areas.Webhooks.Sending;
using Microsoft.Extensions.Options;

namespace Artisan.Areas.Tests.Webhooks;

public sealed class KeepingTheScheduleTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void An_event_is_tried_at_once_and_5_30_and_120_minutes_later_each_up_to_a_tenth_of_the_gap_after_that()
    {
        var schedule = Schedule();
        for (var i = 0; i < 200; i++)
        {
            Assert.InRange(Seconds(schedule, 1), 300, 330);
            Assert.InRange(Seconds(schedule, 2), 1_500, 1_650);
            Assert.InRange(Seconds(schedule, 3), 5_400, 5_940);
        }

        Assert.Null(schedule.Next(To(), After(4), null));
        Assert.True(Enumerable.Range(0, 50).Select(_ => Seconds(schedule, 1)).Distinct().Count() > 10);
    }

    [Fact]
    public void A_replay_begins_the_schedule_anew() => Assert.InRange(Schedule().Next(To(), After(5) with { Before = 4 }, null)!.Value.TotalSeconds, 300, 330);

    [Theory]
    [InlineData(10, 300, 330)]
    [InlineData(400, 400, 430)]
    [InlineData(86_400, 600, 630)]
    public void What_a_receiver_asks_for_is_given_between_once_and_twice_the_time(int asked, int least, int most) =>
        Assert.InRange(Schedule().Next(To(), After(1, status: 429), TimeSpan.FromSeconds(asked))!.Value.TotalSeconds, least, most);

    [Theory]
    [InlineData(429, null)]
    [InlineData(502, null)]
    [InlineData(504, null)]
    [InlineData(null, WebhookSender.TimedOut)]
    public void Who_is_overloaded_is_spared_for_a_minute_where_order_would_have_it_tried_in_half_of_one(int? status, string? error)
    {
        Assert.InRange(Schedule().Next(To(ordered: true), After(1, status, error), null)!.Value.TotalSeconds, 60, 63);
        Assert.InRange(Schedule().Next(To(ordered: true), After(1), null)!.Value.TotalSeconds, 30, 33);
    }

    [Fact]
    public void Where_order_matters_an_event_holds_the_others_back_for_three_tries()
    {
        Assert.InRange(Schedule().Next(To(ordered: true), After(2), null)!.Value.TotalSeconds, 300, 330);
        Assert.Null(Schedule().Next(To(ordered: true), After(3), null));
    }

    [Fact]
    public void From_the_fifth_failure_in_a_row_the_pause_doubles_up_to_a_quarter_of_an_hour()
    {
        var (health, pauses) = (EndpointHealth.Good, new List<double?>());
        for (var i = 0; i < 11; i++)
        {
            health = health.Failed(Now, TimeSpan.FromSeconds(new WebhooksOptions().PauseSeconds));
            pauses.Add((health.OpenUntil - Now)?.TotalSeconds);
        }

        Assert.Equal([null, null, null, null, 30, 60, 120, 240, 480, 900, 900], pauses);
    }

    private static RetrySchedule Schedule() => new(Options.Create(new WebhooksOptions()));

    private static double Seconds(RetrySchedule schedule, int tries) => schedule.Next(To(), After(tries), null)!.Value.TotalSeconds;

    private static Endpoint To(bool ordered = false) => new() { Id = "we_1", Url = "https://example.com/", Description = "", Types = [], State = EndpointState.Enabled, Ordered = ordered, CreatedAt = Now, Secret = "" };

    private static Delivery After(int tries, int? status = 500, string? error = null) =>
        new() { EventId = "evt_1", EndpointId = "we_1", Type = "x", CreatedAt = Now, Tries = tries, Attempts = [new Attempt(Now, status, 1, error, null)] };
}
