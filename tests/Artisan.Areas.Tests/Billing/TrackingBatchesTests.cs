using System.Net;
using System.Text.Json.Nodes;
using Artisan.Areas.Tests.Value;
using Artisan.Testing.Host;

namespace Artisan.Areas.Tests.Billing;

public sealed class TrackingBatchesTests(SharedApp shared) : IClassFixture<SharedApp>
{
    private readonly Meters _meters = new(shared.App);

    [Fact]
    public async Task A_batch_tells_of_each_of_its_events()
    {
        var client = await _meters.OwnerAsync();
        await client.PostJsonAsync(Meters.Track, Meters.Event("known", 5), HttpStatusCode.Created);

        var answer = await client.PostJsonAsync(Meters.Batch, new
        {
            events = new object[]
            {
                Meters.Event("a", 2), Meters.Event("known", 5), Meters.Event("known", 6), Meters.Event("a", 2), Meters.Event("a", 3), Meters.Event("b", 1, "leads"),
                Meters.Event("c", 1, "nonsense"), Meters.Event("d", -1), new { id = "e" }, Meters.Event("f", 93), Meters.Event("g", 94), Meters.Event("h", 1),
            },
        });

        Assert.Equal(
            ["recorded", "repeated", "conflict", "repeated", "conflict", "refused", "refused", "invalid", "invalid", "recorded", "refused", "refused"],
            answer["results"]!.AsArray().Select(r => (string?)r!["status"]));
        Assert.Equal(["billing.metric_measured", "billing.metric_unknown", "billing.limit_reached"], Codes(answer, 5, 6, 10));
        Assert.Equal((2, 2, 2, 4, 2), ((int)answer["recorded"]!, (int)answer["repeated"]!, (int)answer["conflicts"]!, (int)answer["refused"]!, (int)answer["invalid"]!));
        Assert.Equal(100, await _meters.UsedAsync());
        Assert.Equal(3, await _meters.CountersAreThoseOfTheirEventsAsync());
    }

    [Fact]
    public async Task A_thousand_events_count_once_also_when_the_batch_comes_again_whole_or_cut_otherwise()
    {
        await _meters.SubscribeAsync("starter");
        var client = await _meters.OwnerAsync();
        var events = Enumerable.Range(0, 1_000).Select(i => Meters.Event($"m-{i}")).ToList();
        Assert.Equal(1_000, (int)(await client.PostJsonAsync(Meters.Batch, new { events }))["recorded"]!);
        Assert.Equal(1_000, (int)(await client.PostJsonAsync(Meters.Batch, new { events }))["repeated"]!);
        var mixed = await client.PostJsonAsync(Meters.Batch, new { events = events.Skip(450).Take(150).Append(Meters.Event("new")) });
        Assert.Equal((1, 150), ((int)mixed["recorded"]!, (int)mixed["repeated"]!));
        Assert.Equal("repeated", (string?)(await client.PostJsonAsync(Meters.Track, events[0], HttpStatusCode.Created))["status"]);
        Assert.Equal(1_001, await _meters.CountersAreThoseOfTheirEventsAsync());
    }

    [Fact]
    public async Task Batches_of_many_callers_and_two_instances_that_share_events_count_each_once()
    {
        await _meters.SubscribeAsync("starter");
        await using var other = await ArtisanApp.StartAsync(sharing: shared.App);
        var (here, there) = (await _meters.OwnerAsync(), await _meters.OwnerAsync(other));
        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(b =>
            (b % 2 == 0 ? here : there).PostJsonAsync(Meters.Batch, new { events = Enumerable.Range(b * 20, 60).Select(i => Meters.Event($"m-{i}", 2)) })));
        Assert.Equal(280, answers.Sum(a => (int)a["recorded"]!));
        Assert.Equal((12 * 60) - 280, answers.Sum(a => (int)a["repeated"]!));
        Assert.Equal(280, await _meters.CountersAreThoseOfTheirEventsAsync());
        Assert.Equal(560, await _meters.UsedAsync());
    }

    [Fact]
    public async Task A_batch_fills_a_hard_limit_to_the_last_unit_whatever_else_comes_in()
    {
        var client = await _meters.OwnerAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(b => client.PostJsonAsync(Meters.Batch, new { events = Enumerable.Range(0, 30).Select(i => Meters.Event($"m-{b}-{i}")) })));
        Assert.Equal(100, answers.Sum(a => (int)a["recorded"]!));
        Assert.Equal(200, answers.Sum(a => (int)a["refused"]!));
        Assert.Equal(100, await _meters.CountersAreThoseOfTheirEventsAsync());
    }

    [Theory]
    [InlineData("""{"events":[]}""")]
    [InlineData("""{"events":null}""")]
    [InlineData("""{}""")]
    [InlineData("""{"events":[null]}""")]
    public async Task A_batch_holds_1_to_1000_events(string body)
    {
        var client = await _meters.OwnerAsync();
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        await Json.ReadAsync(client.PostAsync(new Uri(Meters.Batch, UriKind.Relative), content), HttpStatusCode.BadRequest);
        await client.PostJsonAsync(Meters.Batch, new { events = Enumerable.Range(0, 1_001).Select(i => Meters.Event($"m-{i}")) }, HttpStatusCode.BadRequest);
    }

    private static IEnumerable<string?> Codes(JsonNode answer, params int[] indices) => indices.Select(i => (string?)answer["results"]![i]!["code"]);
}
