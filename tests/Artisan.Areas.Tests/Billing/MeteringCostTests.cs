using System.Net;
using System.Net.Http.Json;
using Artisan.Areas.Tests.Value;
using Artisan.Testing.Host;

namespace Artisan.Areas.Tests.Billing;

/// <summary>What metering costs in storage operations: the budgets of the design, whatever the number of events.</summary>
public sealed class MeteringCostTests(SharedApp shared) : IClassFixture<SharedApp>
{
    private readonly Meters _meters = new(shared.App);

    [Fact]
    public async Task One_event_costs_a_transaction_and_a_read_where_nothing_is_known()
    {
        await _meters.SubscribeAsync("starter");
        var client = await _meters.OwnerAsync();
        Assert.Equal(2, await CostAsync(client, Meters.Track, Meters.Event("m-1")));
        Assert.Equal(1, await CostAsync(client, Meters.Track, Meters.Event("m-2")));
        Assert.Equal(2, await CostAsync(client, Meters.Track, Meters.Event("m-2"))); // the insert that finds the event, and its row
    }

    [Fact]
    public async Task The_first_event_of_a_period_reads_the_subscription_too()
    {
        var client = await _meters.OwnerAsync();
        Assert.InRange(await CostAsync(client, Meters.Track, Meters.Event("m-1")), 3, 4); // the periods, the subscription, the workspace's settings where they are not remembered; the transaction
    }

    [Fact]
    public async Task A_thousand_events_cost_eleven_transactions_and_a_read()
    {
        await _meters.SubscribeAsync("starter");
        var client = await _meters.OwnerAsync();
        var events = Enumerable.Range(0, 1_000).Select(i => Meters.Event($"m-{i}")).ToList();
        Assert.InRange(await CostAsync(client, Meters.Batch, new { events }), 11, 12);
        Assert.InRange(await CostAsync(client, Meters.Batch, new { events }), 12, 13); // the first chunk is refused whole, and all are answered by their own rows
    }

    [Fact]
    public async Task Concurrent_callers_share_transactions()
    {
        await _meters.SubscribeAsync("starter");
        var client = await _meters.OwnerAsync();
        await CostAsync(client, Meters.Track, Meters.Event("first"));
        var before = (await _meters.PeriodsAsync()).Single().Seq;
        await Task.WhenAll(Enumerable.Range(0, 200).Select(i => client.PostJsonAsync(Meters.Track, Meters.Event($"m-{i}"), HttpStatusCode.Created)));
        Assert.InRange((await _meters.PeriodsAsync()).Single().Seq - before, 3, 150);
        Assert.Equal(201, await _meters.UsedAsync());
    }

    [Fact]
    public async Task Usage_is_shown_with_three_reads_however_much_there_is()
    {
        await _meters.SubscribeAsync("starter");
        var client = await _meters.OwnerAsync();
        await client.PostJsonAsync(Meters.Batch, new { events = Enumerable.Range(0, 500).Select(i => Meters.Event($"m-{i}")) });
        Assert.Equal(3, await CostAsync(client, "/api/billing/usage/current", null)); // periods, seats, and the seats that are promised
        Assert.Equal(1, await CostAsync(client, "/api/billing/usage/history", null));
        Assert.Equal(0, await CostAsync(client, "/api/billing/pricing-plans", null));
    }

    [Fact]
    public async Task Reserving_and_settling_cost_a_transaction_each_beside_what_they_look_up()
    {
        await _meters.SubscribeAsync("starter");
        var client = await _meters.OwnerAsync();
        await client.PostJsonAsync(Meters.Track, Meters.Event("m-1"), HttpStatusCode.Created);
        Assert.Equal(1, await CostAsync(client, "/api/billing/usage/reservations", new { metric = "emails_sent", quantity = "5" }));
        var id = await ReservingUsageTests.ReserveAsync(client, 5);
        Assert.Equal(2, await CostAsync(client, $"/api/billing/usage/reservations/{id}/confirm", new { quantity = "5" }));
    }

    private static async Task<int> CostAsync(HttpClient client, string path, object? body)
    {
        using var request = new HttpRequestMessage(body is null ? HttpMethod.Get : HttpMethod.Post, path);
        if (body is not null)
        {
            request.Content = JsonContent.Create(body);
            await request.Content.LoadIntoBufferAsync();
        }

        using var response = await client.SendAsync(request);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
        return ServerTiming.Of(response);
    }
}
