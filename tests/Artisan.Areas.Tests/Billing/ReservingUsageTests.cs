using System.Net;
using Artisan.Areas.Billing.Contracts;
using Artisan.Areas.Billing.Storage;
using Artisan.Areas.Tests.Value;
using Artisan.Platform.Storage;
using Artisan.Testing;
using Artisan.Testing.Host;
using Microsoft.Extensions.DependencyInjection;

namespace Artisan.Areas.Tests.Billing;

public sealed class ReservingUsageTests(SharedApp shared) : IClassFixture<SharedApp>
{
    private const string Reservations = "/api/billing/usage/reservations";

    private readonly Meters _meters = new(shared.App);

    [Fact]
    public async Task What_is_set_aside_is_there_for_its_work_and_becomes_what_it_came_to()
    {
        var client = await _meters.OwnerAsync();
        var id = await ReserveAsync(client, 60);
        await client.PostJsonAsync(Meters.Track, Meters.Event("m-1", 41), HttpStatusCode.PaymentRequired);
        await client.PostJsonAsync(Meters.Track, Meters.Event("m-2", 40), HttpStatusCode.Created);

        await client.PostJsonAsync($"{Reservations}/{id}/confirm", new { quantity = "25" });

        Assert.Equal((65, 0), (await _meters.UsedAsync(), (await _meters.UsageAsync()).Reserved));
        await client.PostJsonAsync(Meters.Track, Meters.Event("m-3", 35), HttpStatusCode.Created);
        Assert.Equal(3, await _meters.CountersAreThoseOfTheirEventsAsync());
    }

    [Fact]
    public async Task What_is_released_can_be_used_again_and_may_be_released_twice()
    {
        var client = await _meters.OwnerAsync();
        var id = await ReserveAsync(client, 100);
        await client.PostJsonAsync($"{Reservations}/{id}/release", new { });
        await client.PostJsonAsync($"{Reservations}/{id}/release", new { });
        await client.PostJsonAsync(Meters.Track, Meters.Event("m-1", 100), HttpStatusCode.Created);
        Assert.Equal("billing.reservation_settled", (string?)(await client.PostJsonAsync($"{Reservations}/{id}/confirm", new { quantity = "1" }, HttpStatusCode.Conflict))["code"]);
    }

    [Fact]
    public async Task Confirming_again_is_the_same_only_with_the_same_quantity()
    {
        var client = await _meters.OwnerAsync();
        var id = await ReserveAsync(client, 10);
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => client.PostJsonAsync($"{Reservations}/{id}/confirm", new { quantity = "4" })));
        await client.PostJsonAsync($"{Reservations}/{id}/confirm", new { quantity = "5" }, HttpStatusCode.Conflict);
        await client.PostJsonAsync($"{Reservations}/{id}/release", new { }, HttpStatusCode.Conflict);
        Assert.Equal(4, await _meters.UsedAsync());
        Assert.Equal(1, await _meters.CountersAreThoseOfTheirEventsAsync());
    }

    [Fact]
    public async Task More_than_was_set_aside_has_to_fit_and_nothing_may_come_of_it()
    {
        var client = await _meters.OwnerAsync();
        var (first, second) = (await ReserveAsync(client, 10), await ReserveAsync(client, 85));
        await client.PostJsonAsync($"{Reservations}/{first}/confirm", new { quantity = "16" }, HttpStatusCode.PaymentRequired);
        await client.PostJsonAsync($"{Reservations}/{first}/confirm", new { quantity = "15" });
        await client.PostJsonAsync($"{Reservations}/{second}/confirm", new { quantity = 0 });
        Assert.Equal((15, 0), (await _meters.UsedAsync(), (await _meters.UsageAsync()).Reserved));
    }

    [Fact]
    public async Task Fifty_reservations_at_once_take_exactly_what_is_left()
    {
        var client = await _meters.OwnerAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Meters.SendAsync(client, Reservations, new { metric = "emails_sent", quantity = "3" })));
        Assert.Equal(33, answers.Count(a => a.Status is HttpStatusCode.Created));
        Assert.Equal(17, answers.Count(a => a.Status is HttpStatusCode.PaymentRequired));
        await _meters.CountersAreThoseOfTheirEventsAsync();
    }

    [Fact]
    public async Task Settling_and_tracking_at_once_never_pass_the_limit()
    {
        var client = await _meters.OwnerAsync();
        var ids = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => ReserveAsync(client, 5)));
        await Task.WhenAll(
            ids.Select((id, i) => Meters.SendAsync(client, $"{Reservations}/{id}/{(i % 2 == 0 ? "confirm" : "release")}", i % 2 == 0 ? new { quantity = "5" } : new { }))
                .Concat(Enumerable.Range(0, 100).Select(i => Meters.SendAsync(client, Meters.Track, Meters.Event($"m-{i}")))));
        await _meters.CountersAreThoseOfTheirEventsAsync();
        Assert.InRange(await _meters.UsedAsync(), 75, 100);
    }

    [Fact]
    public async Task A_call_with_the_same_idempotency_key_reserves_once_also_at_the_same_time()
    {
        var client = await _meters.OwnerAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ =>
            client.PostJsonAsync(Reservations, new { metric = "emails_sent", quantity = "30" }, HttpStatusCode.Created, ("Idempotency-Key", "send-1"))));
        Assert.Single(answers.Select(a => (string?)a["id"]).Distinct());
        Assert.Equal(30_000_000, (await _meters.UsageAsync()).Reserved);
        await client.PostJsonAsync(Reservations, new { metric = "emails_sent", quantity = "31" }, HttpStatusCode.Conflict, ("Idempotency-Key", "send-1"));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-5")]
    [InlineData("1000000001")]
    [InlineData("0.0000001")]
    public async Task A_quantity_is_above_0_and_within_reason(string quantity)
    {
        var client = await _meters.OwnerAsync();
        await client.PostJsonAsync(Reservations, new { metric = "emails_sent", quantity }, HttpStatusCode.BadRequest);
        await client.PostJsonAsync(Reservations, new { metric = "emails_sent", quantity = "1", holdSeconds = 86_401 }, HttpStatusCode.BadRequest);
        var id = await ReserveAsync(client, 1);
        await client.PostJsonAsync($"{Reservations}/{id}/confirm", new { quantity = "-1" }, HttpStatusCode.BadRequest);
        await client.PostJsonAsync($"{Reservations}/{id}/confirm", new { quantity = "0.5" }, HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task The_event_of_a_reservation_is_forgotten_like_any_other()
    {
        var client = await _meters.OwnerAsync();
        var id = await ReserveAsync(client, 10);
        await client.PostJsonAsync(Meters.Track, Meters.Event("m-1", 1), HttpStatusCode.Created);
        await client.PostJsonAsync($"{Reservations}/{id}/confirm", new { quantity = "4" });
        var kept = new List<DateTimeOffset>();
        await foreach (var row in _meters.Home.RangeAsync(BillingKeys.Events, CancellationToken.None)) kept.Add(row.GetDateTimeOffset(Partition.Expiry)!.Value);
        Assert.Equal(2, kept.Count);
        Assert.InRange((kept[0] - kept[1]).Duration(), TimeSpan.Zero, TimeSpan.FromMinutes(5));
    }

    [Fact]
    public async Task What_was_billed_takes_no_reservation_in_any_more()
    {
        var client = await _meters.OwnerAsync();
        var id = await ReserveAsync(client, 10);
        var period = (await _meters.PeriodsAsync())[^1];
        await _meters.Home.Change().Save(PeriodRow.Into(_meters.Home, period with { Closed = true, Seq = period.Seq + 1 })).CommitAsync(CancellationToken.None);
        Assert.Equal("billing.period_closed", (string?)(await client.PostJsonAsync($"{Reservations}/{id}/confirm", new { quantity = "4" }, HttpStatusCode.Conflict))["code"]);
        Assert.Equal(0, await _meters.UsedAsync());
    }

    [Fact]
    public async Task An_area_reserves_and_confirms_by_names_of_its_own()
    {
        var usage = shared.App.Services.GetRequiredService<IUsage>();
        var first = (await usage.ReserveAsync(_meters.Id, "ai|task-1", UsageMetrics.AiTasks, 6, null, CancellationToken.None)).Value!;
        Assert.Equal(first, (await usage.ReserveAsync(_meters.Id, "ai|task-1", UsageMetrics.AiTasks, 6, null, CancellationToken.None)).Value);
        Assert.Equal("billing.limit_reached", (await usage.ReserveAsync(_meters.Id, "ai|task-2", UsageMetrics.AiTasks, 5, null, CancellationToken.None)).Fault!.Code);
        Assert.Null(await usage.ConfirmAsync(_meters.Id, first.Id, 2, CancellationToken.None));
        Assert.Null(await usage.TrackAsync(_meters.Id, "ai|task-3", UsageMetrics.AiTasks, 8, CancellationToken.None));
        Assert.Null(await usage.TrackAsync(_meters.Id, "ai|task-3", UsageMetrics.AiTasks, 8, CancellationToken.None));
        Assert.Equal(402, (await usage.TrackAsync(_meters.Id, "ai|task-4", UsageMetrics.AiTasks, 1, CancellationToken.None))!.Status);
        Assert.Equal(10, await _meters.UsedAsync("ai_tasks"));
    }

    internal static async Task<string> ReserveAsync(HttpClient client, int quantity, int? holdSeconds = null) =>
        (string)(await client.PostJsonAsync(Reservations, new { metric = "emails_sent", quantity = $"{quantity}", holdSeconds }, HttpStatusCode.Created))["id"]!;
}

public sealed class LapsingReservationsTests : IAsyncLifetime
{
    private readonly FakeTime _time = new(new DateTimeOffset(2026, 5, 10, 12, 0, 0, TimeSpan.Zero));
    private ArtisanApp _app = null!;

    public async Task InitializeAsync() => _app = await ArtisanApp.StartAsync(time: _time);

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Fact]
    public async Task What_nobody_settles_in_time_is_given_back_to_whoever_needs_it()
    {
        var meters = new Meters(_app);
        var client = await meters.OwnerAsync();
        var (first, second) = (await ReservingUsageTests.ReserveAsync(client, 50, 60), await ReservingUsageTests.ReserveAsync(client, 50, 120));
        _time.Advance(TimeSpan.FromSeconds(59));
        await client.PostJsonAsync(Meters.Track, Meters.Event("m-1"), HttpStatusCode.PaymentRequired);
        _time.Advance(TimeSpan.FromSeconds(1));

        await client.PostJsonAsync(Meters.Track, Meters.Event("m-1", 50), HttpStatusCode.Created);

        Assert.Equal("billing.reservation_expired", (string?)(await client.PostJsonAsync($"/api/billing/usage/reservations/{first}/confirm", new { quantity = "1" }, HttpStatusCode.Conflict))["code"]);
        await client.PostJsonAsync($"/api/billing/usage/reservations/{first}/release", new { });
        await client.PostJsonAsync($"/api/billing/usage/reservations/{second}/confirm", new { quantity = "50" });
        Assert.Equal((100, 0), (await meters.UsedAsync(), (await meters.UsageAsync()).Reserved));
        await meters.CountersAreThoseOfTheirEventsAsync();
    }

    [Fact]
    public async Task One_that_has_lapsed_cannot_be_confirmed_even_where_nobody_took_it_back()
    {
        var meters = new Meters(_app);
        var client = await meters.OwnerAsync();
        var id = await ReservingUsageTests.ReserveAsync(client, 50, 60);
        _time.Advance(TimeSpan.FromSeconds(60));
        await client.PostJsonAsync($"/api/billing/usage/reservations/{id}/confirm", new { quantity = "50" }, HttpStatusCode.Conflict);
        Assert.Equal(50_000_000, (await meters.UsageAsync()).Reserved);
        var current = await client.GetJsonAsync("/api/billing/usage/current");
        Assert.Equal("50", (string?)current["metrics"]!.AsArray().Single(m => (string?)m!["metric"] == "emails_sent")!["reserved"]);
    }
}
