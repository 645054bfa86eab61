using System.Net;
using Artisan.Areas.Billing.Periods;
using Artisan.Areas.Billing.Storage;
using Artisan.Platform.Storage;
using Artisan.Testing;
using Artisan.Testing.Host;

namespace Artisan.Areas.Tests.Billing;

/// <summary>Time passes by the business clock: periods end, are billed, and events come late for them.</summary>
public sealed class LateUsageTests : IAsyncLifetime
{
    private readonly FakeTime _time = new(new DateTimeOffset(2026, 1, 31, 22, 0, 0, TimeSpan.Zero));
    private ArtisanApp _app = null!;
    private Meters _meters = null!;

    public async Task InitializeAsync()
    {
        _app = await ArtisanApp.StartAsync(time: _time);
        _meters = new Meters(_app);
    }

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Fact]
    public async Task Events_are_taken_from_35_days_back_to_5_minutes_ahead()
    {
        var client = await _meters.OwnerAsync();
        var now = _time.GetUtcNow();
        await client.PostJsonAsync(Meters.Track, Meters.Event("m-1", time: now.AddMinutes(5)), HttpStatusCode.Created);
        await client.PostJsonAsync(Meters.Track, Meters.Event("m-2", time: now.AddDays(-35)), HttpStatusCode.Created);
        foreach (var wrong in new[] { now.AddMinutes(5).AddTicks(1), now.AddDays(-35).AddTicks(-1), now.AddYears(5), now.AddYears(-50) })
        {
            Assert.Equal("billing.event_out_of_time", (string?)(await client.PostJsonAsync(Meters.Track, Meters.Event("m-3", time: wrong), HttpStatusCode.UnprocessableEntity))["code"]);
        }

        Assert.Equal(2, await _meters.CountersAreThoseOfTheirEventsAsync());
    }

    [Fact]
    public async Task A_recorded_event_is_told_to_be_repeated_also_when_it_has_become_too_old()
    {
        var client = await _meters.OwnerAsync();
        var event1 = Meters.Event("m-1", time: _time.GetUtcNow());
        await client.PostJsonAsync(Meters.Track, event1, HttpStatusCode.Created);
        Advance(TimeSpan.FromDays(36));
        client = await _meters.OwnerAsync();
        Assert.Equal("repeated", (string?)(await client.PostJsonAsync(Meters.Track, event1, HttpStatusCode.Created))["status"]);
    }

    [Fact]
    public async Task A_period_ends_before_its_last_instant_and_every_event_counts_in_the_one_it_lies_in()
    {
        var client = await _meters.OwnerAsync();
        var end = Instant("2026-02-28T22:00:00Z");
        await client.PostJsonAsync(Meters.Track, Meters.Event("m-1", 100), HttpStatusCode.Created);
        Set(end.AddTicks(-1));
        client = await _meters.OwnerAsync();
        await client.PostJsonAsync(Meters.Track, Meters.Event("m-2"), HttpStatusCode.PaymentRequired);
        // A clock that is ahead begins no period: what is said to come counts in the present one.
        await client.PostJsonAsync(Meters.Track, Meters.Event("m-3", 60, time: end), HttpStatusCode.PaymentRequired);
        Assert.Single(await _meters.PeriodsAsync());
        Set(end);
        await client.PostJsonAsync(Meters.Track, Meters.Event("m-3", 60, time: end), HttpStatusCode.Created);
        await client.PostJsonAsync(Meters.Track, Meters.Event("m-4", 40), HttpStatusCode.Created);
        await client.PostJsonAsync(Meters.Track, Meters.Event("m-5"), HttpStatusCode.PaymentRequired);

        var periods = await _meters.PeriodsAsync();
        Assert.Equal([(0, 100_000_000L), (1, 100_000_000L)], periods.Select(p => (p.Period.Number, p["emails_sent"].Used)));
        Assert.Equal((periods[0].Period.End, Instant("2026-03-31T22:00:00Z")), (periods[1].Period.Start, periods[1].Period.End));
        await _meters.CountersAreThoseOfTheirEventsAsync();
    }

    [Fact]
    public async Task Until_a_period_is_billed_its_events_count_in_it_and_later_ones_are_late()
    {
        await _meters.SubscribeAsync("starter");
        var client = await _meters.OwnerAsync();
        var february = (await _meters.PeriodsAsync()).Single().Period;
        await client.PostJsonAsync(Meters.Track, Meters.Event("m-1", 4_990), HttpStatusCode.Created);
        Set(february.End.AddMinutes(59));
        client = await _meters.OwnerAsync();
        var inTime = await client.PostJsonAsync(Meters.Track, Meters.Event("m-2", 5, time: february.End.AddSeconds(-1)), HttpStatusCode.Created);
        Assert.False((bool)inTime["late"]!);

        Set(february.End.AddHours(1));
        client = await _meters.OwnerAsync();
        await CloseAsync(february);
        var late = await client.PostJsonAsync(Meters.Track, Meters.Event("m-3", 20, time: february.End.AddSeconds(-1)), HttpStatusCode.Created);
        Assert.True((bool)late["late"]!);
        Assert.Equal(february.End, DateTimeOffset.Parse((string)late["periodStart"]!, null));
        await client.PostJsonAsync(Meters.Track, Meters.Event("m-4", 5_010), HttpStatusCode.Created);

        var march = (await _meters.PeriodsAsync())[1];
        Assert.Equal((5_010_000_000L, 20_000_000L), (march["emails_sent"].Used, march["emails_sent"].LateTotal()));
        Assert.Equal(PeriodUsage.Name(february.Start), march["emails_sent"].Late.Keys.Single());
        Assert.Equal(4_995_000_000L, (await _meters.PeriodsAsync())[0]["emails_sent"].Used);
        Assert.Equal(4, await _meters.CountersAreThoseOfTheirEventsAsync());
    }

    [Fact]
    public async Task A_hard_limit_of_a_billed_period_holds_for_what_comes_late_and_leaves_the_present_one_alone()
    {
        var client = await _meters.OwnerAsync();
        var first = (await _meters.Store.ReadAsync(_meters.Id, CancellationToken.None)).Subscription.Period;
        await client.PostJsonAsync(Meters.Track, Meters.Event("m-1", 90), HttpStatusCode.Created);
        Set(first.End.AddHours(1));
        await CloseAsync(first);
        client = await _meters.OwnerAsync();
        await client.PostJsonAsync(Meters.Track, Meters.Event("m-2", 100), HttpStatusCode.Created);

        await client.PostJsonAsync(Meters.Track, Meters.Event("m-3", 6, time: first.End.AddSeconds(-1)), HttpStatusCode.Created);
        var refused = await client.PostJsonAsync(Meters.Track, Meters.Event("m-4", 5, time: first.End.AddSeconds(-1)), HttpStatusCode.PaymentRequired);

        Assert.Equal(("100", "96"), ((string?)refused["limit"], (string?)refused["used"]));
        await client.PostJsonAsync(Meters.Track, Meters.Event("m-5", 4, time: first.End.AddSeconds(-1)), HttpStatusCode.Created);
        await client.PostJsonAsync(Meters.Track, Meters.Event("m-6"), HttpStatusCode.PaymentRequired);
        Assert.Equal(4, await _meters.CountersAreThoseOfTheirEventsAsync());
    }

    [Fact]
    public async Task While_a_period_is_closed_each_event_counts_in_one_period_or_the_other()
    {
        await _meters.SubscribeAsync("starter");
        var first = (await _meters.PeriodsAsync()).Single().Period;
        Set(first.End.AddHours(1));
        var client = await _meters.OwnerAsync();
        var sending = Enumerable.Range(0, 60).Select(i => client.PostJsonAsync(Meters.Track, Meters.Event($"m-{i}", time: first.End.AddMinutes(-1)), HttpStatusCode.Created)).ToList();
        await CloseAsync(first);
        await Task.WhenAll(sending);

        var periods = await _meters.PeriodsAsync();
        Assert.Equal(60_000_000, periods.Sum(p => p["emails_sent"].Used + p["emails_sent"].LateTotal()));
        Assert.Equal(60, await _meters.CountersAreThoseOfTheirEventsAsync());
    }

    [Fact]
    public async Task An_event_of_a_period_that_ended_long_ago_without_any_usage_is_late()
    {
        var first = (await _meters.Store.ReadAsync(_meters.Id, CancellationToken.None)).Subscription.Period;
        Set(first.End.AddHours(1));
        var client = await _meters.OwnerAsync();
        Assert.True((bool)(await client.PostJsonAsync(Meters.Track, Meters.Event("m-1", time: first.End.AddSeconds(-1)), HttpStatusCode.Created))["late"]!);
        Assert.Equal(PeriodUsage.Name(first.Start), (await _meters.UsageAsync()).Late.Keys.Single());
    }

    [Fact]
    public async Task A_reservation_that_is_confirmed_after_its_period_was_billed_is_billed_late()
    {
        var first = (await _meters.Store.ReadAsync(_meters.Id, CancellationToken.None)).Subscription.Period;
        Set(first.End.AddMinutes(-1));
        var client = await _meters.OwnerAsync();
        var id = await ReservingUsageTests.ReserveAsync(client, 70, 86_400);
        var other = await ReservingUsageTests.ReserveAsync(client, 20, 86_400);
        Set(first.End.AddHours(1));
        await CloseAsync(first);
        client = await _meters.OwnerAsync();
        await client.PostJsonAsync(Meters.Track, Meters.Event("m-1", 11, time: first.End.AddMinutes(-2)), HttpStatusCode.PaymentRequired);
        await client.PostJsonAsync($"/api/billing/usage/reservations/{id}/confirm", new { quantity = "70" });
        await client.PostJsonAsync($"/api/billing/usage/reservations/{other}/release", new { });
        Assert.Equal((0, 70_000_000), ((await _meters.UsageAsync()).Used, (await _meters.UsageAsync()).LateTotal()));
        await _meters.CountersAreThoseOfTheirEventsAsync();
    }

    [Fact]
    public async Task After_months_without_usage_the_next_event_counts_in_its_own_period()
    {
        var client = await _meters.OwnerAsync();
        await client.PostJsonAsync(Meters.Track, Meters.Event("m-1", 100), HttpStatusCode.Created);
        Set(Instant("2027-03-31T21:59:59Z"));
        client = await _meters.OwnerAsync();
        await client.PostJsonAsync(Meters.Track, Meters.Event("m-2", 100), HttpStatusCode.Created);
        var period = (await _meters.PeriodsAsync())[^1].Period;
        Assert.Equal((13, Instant("2027-02-28T22:00:00Z"), Instant("2027-03-31T22:00:00Z")), (period.Number, period.Start, period.End));
    }

    // As the transaction does that makes the period's invoice final.
    private Task<bool> CloseAsync(BillingPeriod period) => Retry.OnConflictAsync(
        async () =>
        {
            var usage = (await _meters.Store.FindPeriodAsync(_meters.Id, period.Start, CancellationToken.None))!;
            await _meters.Home.Change().Save(PeriodRow.Into(_meters.Home, usage with { Closed = true, Seq = usage.Seq + 1 })).CommitAsync(CancellationToken.None);
            return true;
        },
        CancellationToken.None);

    private void Advance(TimeSpan by) => _time.Advance(by);

    private void Set(DateTimeOffset at) => Advance(at - _time.GetUtcNow());

    private static DateTimeOffset Instant(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
