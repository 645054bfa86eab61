using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Artisan.Platform.Access;
using Artisan.Testing.Host;

namespace Artisan.Areas.Tests.Value;

public sealed class PushingDataPointsTests(SharedApp shared) : IClassFixture<SharedApp>
{
    private readonly Workplace _place = new(shared.App);

    [Fact]
    public async Task A_point_is_stored_once_and_told_to_be_repeated_after_that()
    {
        var client = await _place.OwnerAsync();
        Assert.Equal("stored", (string?)(await client.PostJsonAsync("/api/value/data", Point("p-1", "29.33"), HttpStatusCode.Created))["status"]);
        Assert.Equal("repeated", (string?)(await client.PostJsonAsync("/api/value/data", Point("p-1", "29.330"), HttpStatusCode.Created))["status"]);
        Assert.Equal("""{"fields":{"amount":{"count":"1","max":"29.33","min":"29.33","sum":"29.33"}},"points":"1"}""", await TotalsAsync("1997-01-01"));
    }

    [Fact]
    public async Task The_same_id_with_another_value_or_time_is_a_conflict_and_changes_nothing()
    {
        var client = await _place.OwnerAsync();
        await client.PostJsonAsync("/api/value/data", Point("p-1", "1"), HttpStatusCode.Created);
        var conflict = await client.PostJsonAsync("/api/value/data", Point("p-1", "2"), HttpStatusCode.Conflict);
        Assert.Equal("value.point_conflict", (string?)conflict["code"]);
        await client.PostJsonAsync("/api/value/data", Point("p-1", "1", "1997-01-02T00:00:00Z"), HttpStatusCode.Conflict);
        Assert.Contains("\"points\":\"1\"", await TotalsAsync("1997-01-01"), StringComparison.Ordinal);
        Assert.Null(await TotalsOrNullAsync("1997-01-02"));
    }

    [Fact]
    public async Task The_same_instant_in_another_offset_is_the_same_point()
    {
        var client = await _place.OwnerAsync();
        await client.PostJsonAsync("/api/value/data", Point("p-1", "1", "1997-01-01T00:00:00Z"), HttpStatusCode.Created);
        Assert.Equal("repeated", (string?)(await client.PostJsonAsync("/api/value/data", Point("p-1", "1", "1997-01-01T02:00:00+02:00"), HttpStatusCode.Created))["status"]);
    }

    [Fact]
    public async Task Fifty_callers_with_the_same_point_store_it_once()
    {
        var client = await _place.OwnerAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => client.PostJsonAsync("/api/value/data", Point("p-1", "3.5"), HttpStatusCode.Created)));
        Assert.Equal(1, answers.Count(a => (string?)a["status"] == "stored"));
        Assert.Equal(49, answers.Count(a => (string?)a["status"] == "repeated"));
        Assert.Contains("\"sum\":\"3.5\"", await TotalsAsync("1997-01-01"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fifty_callers_with_points_of_their_own_store_them_all()
    {
        var client = await _place.OwnerAsync();
        await Task.WhenAll(Enumerable.Range(1, 50).Select(i => client.PostJsonAsync("/api/value/data", Point($"p-{i}", $"{i}.1"), HttpStatusCode.Created)));
        Assert.Equal("""{"fields":{"amount":{"count":"50","max":"50.1","min":"1.1","sum":"1280"}},"points":"50"}""", await TotalsAsync("1997-01-01"));
    }

    [Fact]
    public async Task Two_instances_of_the_app_share_one_truth()
    {
        await using var other = await ArtisanApp.StartAsync(sharing: shared.App);
        var here = await _place.OwnerAsync();
        var there = await _place.MemberAsync(Role.Owner, Hats.None, other);
        var calls = Enumerable.Range(0, 40).SelectMany(i => new[] { here, there }.Select(c => c.PostJsonAsync("/api/value/data", Point($"p-{i % 30}", "1"), HttpStatusCode.Created)));
        var answers = await Task.WhenAll(calls);
        Assert.Equal(30, answers.Count(a => (string?)a["status"] == "stored"));
        Assert.Contains("\"points\":\"30\"", await TotalsAsync("1997-01-01"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_batch_tells_of_each_of_its_points()
    {
        var client = await _place.OwnerAsync();
        await client.PostJsonAsync("/api/value/data", Point("known", "1"), HttpStatusCode.Created);
        var answer = await client.PostJsonAsync("/api/value/data", new
        {
            points = new object[]
            {
                Point("a", "1"), Point("known", "1"), Point("known", "2"), Point("a", "1"), Point("a", "9"), Point("b", "NaN"), new { source = "shop", id = "c" },
                Point("d", 2.50m), Point("e", "1", "yesterday"), new { source = "Shop!", id = "f", time = "1997-01-01T00:00:00Z", fields = new { amount = "1" } },
            },
        });
        Assert.Equal(
            ["stored", "repeated", "conflict", "repeated", "conflict", "invalid", "invalid", "stored", "invalid", "invalid"],
            answer["results"]!.AsArray().Select(r => (string?)r!["status"]));
        Assert.Equal((2, 2, 2, 4), ((int)answer["stored"]!, (int)answer["repeated"]!, (int)answer["conflicts"]!, (int)answer["invalid"]!));
        Assert.Equal("""{"fields":{"amount":{"count":"3","max":"2.5","min":"1","sum":"4.5"}},"points":"3"}""", await TotalsAsync("1997-01-01"));
    }

    [Fact]
    public async Task Sources_are_apart_also_within_a_batch()
    {
        var client = await _place.OwnerAsync();
        var answer = await client.PostJsonAsync("/api/value/data", new { points = new[] { Point("a", "1"), Point("a", "2", source: "web") } });
        Assert.Equal(2, (int)answer["stored"]!);
        Assert.Contains("\"sum\":\"2\"", await TotalsAsync("1997-01-01", "web"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_correction_replaces_the_point_and_its_day()
    {
        var client = await _place.OwnerAsync();
        await client.PostJsonAsync("/api/value/data", new { points = new[] { Point("a", "100"), Point("b", "1"), Point("c", "5", "1997-01-02T10:00:00Z") } });
        var corrected = await client.PostJsonAsync("/api/value/data", Point("a", "7", correct: true), HttpStatusCode.Created);
        Assert.Equal("corrected", (string?)corrected["status"]);
        Assert.Equal("""{"fields":{"amount":{"count":"2","max":"7","min":"1","sum":"8"}},"points":"2"}""", await TotalsAsync("1997-01-01"));

        await client.PostJsonAsync("/api/value/data", Point("a", "7", "1997-01-02T00:00:00Z", correct: true), HttpStatusCode.Created);
        Assert.Equal("""{"fields":{"amount":{"count":"1","max":"1","min":"1","sum":"1"}},"points":"1"}""", await TotalsAsync("1997-01-01"));
        Assert.Equal("""{"fields":{"amount":{"count":"2","max":"7","min":"5","sum":"12"}},"points":"2"}""", await TotalsAsync("1997-01-02"));
    }

    [Fact]
    public async Task A_resent_first_version_of_a_corrected_point_is_a_repeat()
    {
        var client = await _place.OwnerAsync();
        await client.PostJsonAsync("/api/value/data", Point("a", "100"), HttpStatusCode.Created);
        await client.PostJsonAsync("/api/value/data", Point("a", "7", correct: true), HttpStatusCode.Created);
        Assert.Equal("repeated", (string?)(await client.PostJsonAsync("/api/value/data", Point("a", "100"), HttpStatusCode.Created))["status"]);
        Assert.Equal("repeated", (string?)(await client.PostJsonAsync("/api/value/data", Point("a", "7", correct: true), HttpStatusCode.Created))["status"]);
        await client.PostJsonAsync("/api/value/data", Point("a", "8"), HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task Ten_corrections_at_once_leave_the_day_equal_to_its_points()
    {
        var client = await _place.OwnerAsync();
        await client.PostJsonAsync("/api/value/data", new { points = Enumerable.Range(0, 10).Select(i => Point($"p-{i}", "1")) });
        await Task.WhenAll(Enumerable.Range(0, 10).Select(i => client.PostJsonAsync("/api/value/data", Point($"p-{i}", $"{i + 10}", correct: true), HttpStatusCode.Created)));
        Assert.Equal("""{"fields":{"amount":{"count":"10","max":"19","min":"10","sum":"145"}},"points":"10"}""", await TotalsAsync("1997-01-01"));
    }

    [Fact]
    public async Task An_API_key_with_the_scope_may_push_and_one_without_may_not()
    {
        var writer = await _place.KeyAsync(Scopes.ValueWrite);
        await writer.PostJsonAsync("/api/value/data", Point("p-1", "1"), HttpStatusCode.Created);
        var reader = await new Workplace(shared.App).KeyAsync(Scopes.Read);
        await reader.PostJsonAsync("/api/value/data", Point("p-1", "1"), HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_member_without_the_technical_hat_may_not_push()
    {
        var client = await _place.MemberAsync(Role.Admin, Hats.Finance);
        await client.PostJsonAsync("/api/value/data", Point("p-1", "1"), HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_point_costs_one_transaction_where_the_day_is_known_and_never_more_than_three_operations()
    {
        var client = await _place.OwnerAsync();
        Assert.InRange(await CostAsync(client, Point("p-1", "1")), 2, 3);
        Assert.Equal(1, await CostAsync(client, Point("p-2", "1")));
        Assert.Equal(2, await CostAsync(client, Point("p-2", "1")));
        Assert.Equal(2, await CostAsync(client, Point("p-3", "1", "1997-01-05T00:00:00Z")));
    }

    [Fact]
    public async Task A_thousand_points_cost_at_most_twenty_four_transactions_and_a_repeated_thousand_no_more()
    {
        var client = await _place.OwnerAsync();
        await CostAsync(client, Point("p-1", "1"));
        var batch = new { points = Enumerable.Range(0, 1000).Select(i => Point($"q-{i}", $"{i}.25", $"1997-02-{1 + (i % 28):00}T{i % 24:00}:00:00Z")).ToList() };
        Assert.InRange(await CostAsync(client, batch), 21, 25);
        Assert.InRange(await CostAsync(client, batch), 21, 25);
        var day = JsonNode.Parse(await TotalsAsync("1997-02-28"))!;
        Assert.Equal("35", (string?)day["points"]);
        Assert.Equal(Enumerable.Range(0, 1000).Where(i => i % 28 == 27).Sum(i => i + 0.25m), decimal.Parse((string)day["fields"]!["amount"]!["sum"]!, System.Globalization.CultureInfo.InvariantCulture));
    }

    private async Task<int> CostAsync(HttpClient client, object body)
    {
        using var content = JsonContent.Create(body);
        await content.LoadIntoBufferAsync();
        using var response = await client.PostAsync(new Uri("/api/value/data", UriKind.Relative), content);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
        return ServerTiming.Of(response);
    }

    private async Task<string> TotalsAsync(string day, string source = "shop") => await TotalsOrNullAsync(day, source) ?? throw new InvalidOperationException("No such day.");

    private async Task<string?> TotalsOrNullAsync(string day, string source = "shop") =>
        (await _place.Data(source).FindAsync($"agg|{day}", CancellationToken.None))?.GetString("totals");

    internal static object Point(string id, object amount, string time = "1997-01-01T00:00:00Z", string source = "shop", bool? correct = null) => correct is null
        ? new { source, id, time, fields = new { amount } }
        : new { source, id, time, fields = new { amount }, correct };
}
