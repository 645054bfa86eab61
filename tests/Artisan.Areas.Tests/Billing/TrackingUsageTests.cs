using System.Net;
using Artisan.Areas.Billing.Subscriptions;
using Artisan.Areas.Tests.Value;
using Artisan.Testing.Host;

namespace Artisan.Areas.Tests.Billing;

public sealed class TrackingUsageTests(SharedApp shared) : IClassFixture<SharedApp>
{
    private readonly Meters _meters = new(shared.App);

    [Fact]
    public async Task An_event_counts_once_however_often_it_is_sent()
    {
        var client = await _meters.OwnerAsync();
        var first = await client.PostJsonAsync(Meters.Track, Meters.Event("m-1", 3), HttpStatusCode.Created);
        var again = await client.PostJsonAsync(Meters.Track, Meters.Event("m-1", 3), HttpStatusCode.Created);
        Assert.Equal(("recorded", "repeated"), ((string?)first["status"], (string?)again["status"]));
        Assert.Equal(((string?)first["periodStart"], false), ((string?)again["periodStart"], (bool)again["late"]!));
        Assert.Equal(3, await _meters.UsedAsync());
    }

    [Fact]
    public async Task The_same_id_with_other_contents_is_a_conflict_and_changes_nothing()
    {
        var client = await _meters.OwnerAsync();
        var sent = new { id = "m-1", metric = "emails_sent", quantity = "2", subject = "cus_1", properties = new { campaign = "spring", size = 2 } };
        await client.PostJsonAsync(Meters.Track, sent, HttpStatusCode.Created);
        foreach (var other in new object[]
        {
            Meters.Event("m-1", 2),
            new { sent.id, sent.metric, sent.quantity, subject = "cus_2", sent.properties },
            new { sent.id, sent.metric, sent.quantity, sent.subject, properties = new { campaign = "summer", size = 2 } },
            new { sent.id, sent.metric, sent.quantity, sent.subject, sent.properties, time = DateTimeOffset.UnixEpoch.AddYears(56).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", null) },
        })
        {
            Assert.Equal("billing.event_conflict", (string?)(await client.PostJsonAsync(Meters.Track, other, HttpStatusCode.Conflict))["code"]);
        }

        var reordered = new { properties = new { size = 2.0, campaign = "spring" }, subject = "cus_1", quantity = 2.000m, metric = "emails_sent", id = "m-1" };
        Assert.Equal("repeated", (string?)(await client.PostJsonAsync(Meters.Track, reordered, HttpStatusCode.Created))["status"]);
        Assert.Equal(2, await _meters.UsedAsync());
    }

    [Fact]
    public async Task Over_a_hard_limit_the_problem_names_metric_limit_used_and_the_plan_that_fits()
    {
        var client = await _meters.OwnerAsync();
        await client.PostJsonAsync(Meters.Track, Meters.Event("m-1", 99), HttpStatusCode.Created);

        var refused = await client.PostJsonAsync(Meters.Track, Meters.Event("m-2", 2), HttpStatusCode.PaymentRequired);

        Assert.Equal(
            ("billing.limit_reached", "emails_sent", "100", "99", "starter"),
            ((string?)refused["code"], (string?)refused["metric"], (string?)refused["limit"], (string?)refused["used"], (string?)refused["plan"]));
        await client.PostJsonAsync(Meters.Track, Meters.Event("m-3"), HttpStatusCode.Created);
        await client.PostJsonAsync(Meters.Track, Meters.Event("m-4"), HttpStatusCode.PaymentRequired);
        Assert.Equal("repeated", (string?)(await client.PostJsonAsync(Meters.Track, Meters.Event("m-1", 99), HttpStatusCode.Created))["status"]);
        await client.PostJsonAsync(Meters.Track, Meters.Event("m-1", 98), HttpStatusCode.Conflict);
        Assert.Equal(2, await _meters.CountersAreThoseOfTheirEventsAsync());
    }

    [Fact]
    public async Task Of_fifty_callers_at_once_exactly_as_many_are_admitted_as_are_left()
    {
        await using var other = await ArtisanApp.StartAsync(sharing: shared.App);
        var (here, there) = (await _meters.OwnerAsync(), await _meters.OwnerAsync(other));
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(async caller =>
        {
            var statuses = new List<HttpStatusCode>();
            for (var i = 0; i < 4; i++) statuses.Add((await Meters.SendAsync(caller % 2 == 0 ? here : there, Meters.Track, Meters.Event($"m-{caller}-{i}"))).Status);
            return statuses;
        }));
        Assert.Equal(100, answers.Sum(a => a.Count(s => s is HttpStatusCode.Created)));
        Assert.Equal(100, answers.Sum(a => a.Count(s => s is HttpStatusCode.PaymentRequired)));
        Assert.Equal(100, await _meters.CountersAreThoseOfTheirEventsAsync());
        Assert.Equal(100, await _meters.UsedAsync());
    }

    [Fact]
    public async Task Fifty_callers_with_the_same_event_count_it_once()
    {
        var client = await _meters.OwnerAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => client.PostJsonAsync(Meters.Track, Meters.Event("m-1", 2), HttpStatusCode.Created)));
        Assert.Equal(1, answers.Count(a => (string?)a["status"] == "recorded"));
        Assert.Single(answers.Select(a => (string?)a["periodStart"]).Distinct());
        Assert.Equal(2, await _meters.UsedAsync());
    }

    [Fact]
    public async Task A_soft_limit_lets_more_through()
    {
        await _meters.SubscribeAsync("starter");
        var client = await _meters.OwnerAsync();
        await client.PostJsonAsync(Meters.Track, Meters.Event("m-1", 5_001), HttpStatusCode.Created);
        Assert.Equal(5_001, await _meters.UsedAsync());
    }

    [Fact]
    public async Task An_upgrade_counts_at_the_next_event_in_every_instance()
    {
        await using var other = await ArtisanApp.StartAsync(sharing: shared.App);
        var (here, there) = (await _meters.OwnerAsync(), await _meters.OwnerAsync(other));
        await here.PostJsonAsync(Meters.Track, Meters.Event("m-1", 100), HttpStatusCode.Created);
        await there.PostJsonAsync(Meters.Track, Meters.Event("m-2"), HttpStatusCode.PaymentRequired);

        await _meters.SubscribeAsync("starter");

        await there.PostJsonAsync(Meters.Track, Meters.Event("m-2"), HttpStatusCode.Created);
        await here.PostJsonAsync(Meters.Track, Meters.Event("m-3"), HttpStatusCode.Created);
        Assert.Equal(102, await _meters.UsedAsync());
    }

    [Fact]
    public async Task A_custom_plan_brings_metrics_of_the_workspaces_own_with_decimals()
    {
        var client = await _meters.OwnerAsync();
        await _meters.SubscribeAsync("starter", ("tokens", new LimitOverride(null, false)), ("minutes", new LimitOverride(2, false)));
        await client.PostJsonAsync(Meters.Track, Meters.Event("t-1", 0.000001m, "tokens"), HttpStatusCode.Created);
        await client.PostJsonAsync(Meters.Track, Meters.Event("t-2", 1_000_000_000m, "tokens"), HttpStatusCode.Created);
        await client.PostJsonAsync(Meters.Track, Meters.Event("m-1", 1.5m, "minutes"), HttpStatusCode.Created);
        var refused = await client.PostJsonAsync(Meters.Track, Meters.Event("m-2", 0.500001m, "minutes"), HttpStatusCode.PaymentRequired);
        Assert.Equal(("minutes", "2", "1.5", null), ((string?)refused["metric"], (string?)refused["limit"], (string?)refused["used"], (string?)refused["plan"]));
        Assert.Equal(1_000_000_000.000001m, await _meters.UsedAsync("tokens"));
    }

    [Fact]
    public async Task A_counter_never_runs_over()
    {
        var client = await _meters.OwnerAsync();
        await _meters.SubscribeAsync("starter", ("tokens", new LimitOverride(null, false)));
        var period = (await _meters.PeriodsAsync()).Single();
        var full = period.With("tokens", period["tokens"] with { Used = long.MaxValue - 1_000_000 });
        await _meters.Home.Change().Save(Areas.Billing.Storage.PeriodRow.Into(_meters.Home, full)).CommitAsync(CancellationToken.None);

        Assert.Equal("billing.counter_full", (string?)(await client.PostJsonAsync(Meters.Track, Meters.Event("t-1", 1.000001m, "tokens"), HttpStatusCode.UnprocessableEntity))["code"]);
        await client.PostJsonAsync(Meters.Track, Meters.Event("t-2", 1, "tokens"), HttpStatusCode.Created);
    }

    [Theory]
    [InlineData("leads")]
    [InlineData("campaigns")]
    [InlineData("seats")]
    [InlineData("api_calls")]
    [InlineData("ai_tasks")]
    [InlineData("ai_emails")]
    [InlineData("content_posts")]
    public async Task What_artisan_measures_itself_cannot_be_reported(string metric)
    {
        var client = await _meters.OwnerAsync();
        Assert.Equal("billing.metric_measured", (string?)(await client.PostJsonAsync(Meters.Track, Meters.Event("m-1", 1, metric), HttpStatusCode.UnprocessableEntity))["code"]);
        Assert.Equal("billing.metric_measured", (string?)(await client.PostJsonAsync("/api/billing/usage/reservations", new { metric, quantity = "1" }, HttpStatusCode.UnprocessableEntity))["code"]);
    }

    [Theory]
    [InlineData("""{"metric":"emails_sent"}""", "id")]
    [InlineData("""{"id":"","metric":"emails_sent"}""", "id")]
    [InlineData("""{"id":"a\u0001b","metric":"emails_sent"}""", "id")]
    [InlineData("""{"id":"m-1"}""", "metric")]
    [InlineData("""{"id":"m-1","metric":"Emails Sent"}""", "metric")]
    [InlineData("""{"id":"m-1","metric":"emails_sent","quantity":0}""", "quantity")]
    [InlineData("""{"id":"m-1","metric":"emails_sent","quantity":-1}""", "quantity")]
    [InlineData("""{"id":"m-1","metric":"emails_sent","quantity":"1e3"}""", "quantity")]
    [InlineData("""{"id":"m-1","metric":"emails_sent","quantity":"NaN"}""", "quantity")]
    [InlineData("""{"id":"m-1","metric":"emails_sent","quantity":1000000001}""", "quantity")]
    [InlineData("""{"id":"m-1","metric":"emails_sent","quantity":99999999999999999999999999999999}""", "quantity")]
    [InlineData("""{"id":"m-1","metric":"emails_sent","quantity":0.0000001}""", "quantity")]
    [InlineData("""{"id":"m-1","metric":"emails_sent","time":"2026-01-31T10:00:00"}""", "time")]
    [InlineData("""{"id":"m-1","metric":"emails_sent","time":"yesterday"}""", "time")]
    [InlineData("""{"id":"m-1","metric":"emails_sent","subject":""}""", "subject")]
    [InlineData("""{"id":"m-1","metric":"emails_sent","properties":[1]}""", "properties")]
    [InlineData("""{"id":"m-1","metric":"emails_sent","properties":"text"}""", "properties")]
    public async Task What_cannot_be_read_names_its_field(string body, string field)
    {
        var client = await _meters.OwnerAsync();
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        var problem = await Json.ReadAsync(client.PostAsync(new Uri(Meters.Track, UriKind.Relative), content), HttpStatusCode.BadRequest);
        Assert.Equal("request.invalid", (string?)problem["code"]);
        Assert.NotNull(problem["errors"]![field]);
        Assert.Empty(await _meters.PeriodsAsync());
    }

    [Theory]
    [InlineData("1.5", "billing.whole_only", "emails_sent")]
    [InlineData("1", "billing.metric_unknown", "emails_received")]
    public async Task What_the_plan_does_not_count_is_refused(string quantity, string code, string metric)
    {
        var client = await _meters.OwnerAsync();
        Assert.Equal(code, (string?)(await client.PostJsonAsync(Meters.Track, new { id = "m-1", metric, quantity }, HttpStatusCode.UnprocessableEntity))["code"]);
    }

    [Fact]
    public async Task Properties_are_taken_up_to_eight_kibibytes()
    {
        var client = await _meters.OwnerAsync();
        await client.PostJsonAsync(Meters.Track, new { id = "m-1", metric = "emails_sent", properties = new { text = new string('a', 8 * 1024 - 11) } }, HttpStatusCode.Created);
        await client.PostJsonAsync(Meters.Track, new { id = "m-2", metric = "emails_sent", properties = new { text = new string('a', 8 * 1024 - 10) } }, HttpStatusCode.BadRequest);
        await client.PostJsonAsync(Meters.Track, new { id = new string('i', 200), metric = "emails_sent" }, HttpStatusCode.Created);
        await client.PostJsonAsync(Meters.Track, new { id = new string('i', 201), metric = "emails_sent" }, HttpStatusCode.BadRequest);
    }
}
