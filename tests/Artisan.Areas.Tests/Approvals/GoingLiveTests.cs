using System.Net;
using Artisan.Areas.Tests.Identity;
using Artisan.Areas.Tests.Value;
using Artisan.Platform.Audit;
using Artisan.Testing.Host;

namespace Artisan.Areas.Tests.Approvals;

public sealed class GoingLiveTests : IAsyncLifetime
{
    private readonly Readiness _readiness = new();
    private ArtisanApp _app = null!;

    public async Task InitializeAsync() => _app = await _readiness.StartAsync();

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Fact]
    public async Task With_all_checks_green_an_owner_switches_billing_on_once()
    {
        var room = await Readiness.ReadyAsync(_app, "300", "300", "300");
        var checks = await room.Finance.Client.GetJsonAsync("/api/golive/checks");
        Assert.True((bool)checks["ready"]!, checks.ToJsonString());
        var all = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => room.Author.Client.PostJsonAsync("/api/golive", new { })));
        Assert.All(all, a => Assert.Equal("on", (string)a["state"]!));

        var receipt = Assert.Single(await room.ReceiptsAsync("golive.enabled"));
        var keys = (await room.Author.Client.GetJsonAsync("/api/receipts/keys"))["keys"]!.AsArray();
        Assert.Contains((string)receipt["body"]!["signingKey"]!, keys.Select(k => (string)k!["kid"]!));
        Assert.Equal(["setup", "approvals", "accuracy", "alerts"], receipt["body"]!["checks"]!.AsArray().Select(c => (string)c!["name"]!));
        Assert.Equal(64, ((string)receipt["body"]!["definitions"]![0]!["contentHash"]!).Length);
    }

    [Fact]
    public async Task What_is_switched_on_is_what_was_checked_and_what_the_owner_saw()
    {
        var room = await Readiness.ReadyAsync(_app, "300", "300", "300");
        var owner = room.Author.Client;
        var seen = await owner.GetAsync(new Uri("/api/golive/checks", UriKind.Relative));
        var etag = seen.Headers.ETag!.ToString();

        // An alert between the first look and the switch.
        _readiness.OnceCounted = () => _readiness.CriticalAlerts = 1;
        Assert.Equal("alerts", (string)(await owner.PostJsonAsync("/api/golive", new { }, HttpStatusCode.UnprocessableEntity))["checks"]!);
        _readiness.CriticalAlerts = 0;

        // Another version than the one on his screen.
        var id = (string)(await owner.GetJsonAsync("/api/golive/checks"))["definitions"]![0]!["id"]!;
        await owner.PutJsonAsync($"/api/value/definitions/{id}", Definitions.Body("sum(amount) * 2"), HttpStatusCode.OK, ("If-Match", "*"));
        await room.AgreeAsync(await room.SubmitAsync(id));
        await owner.PostJsonAsync($"/api/value/definitions/{id}/activate", new { });
        await owner.PostJsonAsync("/api/golive", new { }, HttpStatusCode.PreconditionFailed, ("If-Match", etag));
        Assert.Equal("off", (string)(await owner.GetJsonAsync("/api/golive/checks"))["state"]!);
        Assert.Empty(await room.ReceiptsAsync("golive.enabled"));

        var now = await owner.GetAsync(new Uri("/api/golive/checks", UriKind.Relative));
        var live = await owner.PostJsonAsync("/api/golive", new { }, HttpStatusCode.OK, ("If-Match", now.Headers.ETag!.ToString()));
        Assert.Equal(2, (int)live["definitions"]![0]!["version"]!);
        Assert.Equal((string)live["definitions"]![0]!["contentHash"]!, (string)Assert.Single(await room.ReceiptsAsync("golive.enabled"))["body"]!["definitions"]![0]!["contentHash"]!);
    }

    [Fact]
    public async Task Pausing_counts_from_the_next_period_and_resuming_needs_green_checks()
    {
        var room = await Readiness.ReadyAsync(_app, "300", "300", "300");
        var owner = room.Author.Client;
        Assert.Equal("golive.not_live", (string)(await owner.PostJsonAsync("/api/golive/resume", new { }, HttpStatusCode.Conflict))["code"]!);
        await owner.PostJsonAsync("/api/golive/pause", new { }, HttpStatusCode.Conflict);
        await owner.PostJsonAsync("/api/golive", new { });
        var paused = await owner.PostJsonAsync("/api/golive/pause", new { });
        await owner.PostJsonAsync("/api/golive/pause", new { });
        Assert.Equal("pausing", (string)paused["state"]!);
        Assert.NotNull(paused["pausesAt"]);
        Assert.Equal("golive.live_already", (string)(await owner.PostJsonAsync("/api/golive", new { }, HttpStatusCode.Conflict))["code"]!);

        _readiness.CriticalAlerts = 1;
        var red = await owner.PostJsonAsync("/api/golive/resume", new { }, HttpStatusCode.UnprocessableEntity);
        Assert.Equal(("golive.checks_red", "alerts"), ((string)red["code"]!, (string)red["checks"]!));
        _readiness.CriticalAlerts = 0;
        Assert.Equal("on", (string)(await owner.PostJsonAsync("/api/golive/resume", new { }))["state"]!);
        Assert.Equal("pausing", (string)(await owner.PostJsonAsync("/api/golive/pause", new { }))["state"]!);
        Assert.Equal(2, (await room.ReceiptsAsync("golive.paused")).Count);
        Assert.Single(await room.ReceiptsAsync("golive.resumed"));
        foreach (var (action, times) in new[] { ("golive.enabled", 1), ("golive.paused", 2), ("golive.resumed", 1), ("value.accuracy.feedback", 3) })
        {
            Assert.Equal(times, (await _app.AuditAsync(AuditScope.Workspace(room.WorkspaceId), action)).Count);
        }
    }

    [Fact]
    public async Task Each_red_check_says_why_and_where_to_go()
    {
        var room = await Boardroom.OpenAsync(_app);
        (_readiness.SetUp, _readiness.CriticalAlerts) = (false, 2);
        await Definitions.ActivateAsync(room.Author.Client);
        var checks = (await room.Author.Client.GetJsonAsync("/api/golive/checks"))["checks"]!.AsArray();
        Assert.All(checks, c => Assert.False((bool)c!["passes"]!));
        Assert.Equal(["/setup", "/approvals", "/value/accuracy", "/alerts"], checks.Select(c => (string)c!["link"]!));
        Assert.Contains("2 of 5", (string)checks[0]!["reason"]!, StringComparison.Ordinal);
        Assert.Contains("activated without approval", (string)checks[1]!["reason"]!, StringComparison.Ordinal);
        Assert.Contains("2 critical alerts", (string)checks[3]!["reason"]!, StringComparison.Ordinal);
        var red = await room.Author.Client.PostJsonAsync("/api/golive", new { }, HttpStatusCode.UnprocessableEntity);
        Assert.Equal("setup approvals accuracy alerts", (string)red["checks"]!);
        Assert.Empty(await room.ReceiptsAsync("golive.enabled"));
    }

    [Theory]
    [InlineData("85.00", true, "275", "300", "425")]
    [InlineData("84.99", false, "275", "300", "425.1")]
    [InlineData("0.00", false, "0", "0", "0")]
    public async Task The_accuracy_of_three_periods_decides(string accuracy, bool passes, params string[] references)
    {
        var room = await Readiness.ReadyAsync(_app, references);
        var told = await room.Author.Client.GetJsonAsync("/api/value/accuracy");
        Assert.Equal((accuracy, "85.00", passes), ((string)told["lowest"]!, (string)told["needed"]!, (bool)told["items"]![0]!["passes"]!));
        Assert.Equal(passes, (bool)(await room.Author.Client.GetJsonAsync("/api/golive/checks"))["ready"]!);
    }

    [Fact]
    public async Task Too_little_feedback_is_unknown_and_a_definition_without_any_decides()
    {
        var room = await Readiness.ReadyAsync(_app, "300", "300");
        var told = await room.Author.Client.GetJsonAsync("/api/value/accuracy");
        Assert.Null(told["lowest"]);
        Assert.Equal((1, false), ((int)told["items"]![0]!["missing"]!, (bool)told["items"]![0]!["passes"]!));
        var ready = await Readiness.ReadyAsync(_app, "300", "300", "300");
        await Readiness.SignOffAsync(ready);
        Assert.False((bool)(await ready.Author.Client.GetJsonAsync("/api/golive/checks"))["ready"]!);
    }

    [Fact]
    public async Task Feedback_is_about_calculated_periods_and_counts_what_they_say_by_now()
    {
        var room = await Readiness.ReadyAsync(_app, "300", "300", "100");
        var id = (string)(await room.Author.Client.GetJsonAsync("/api/value/accuracy"))["items"]![0]!["definitionId"]!;
        async Task<string> CodeAsync(object body, HttpStatusCode expected) => (string)(await room.Finance.Client.PostJsonAsync("/api/value/accuracy-feedback", body, expected))["code"]!;
        Assert.Equal("value.not_calculated", await CodeAsync(new { definitionId = id, period = "1997-09", reference = "1" }, HttpStatusCode.Conflict));
        Assert.Equal("value.period_unknown", await CodeAsync(new { definitionId = id, period = "soon", reference = "1" }, HttpStatusCode.BadRequest));
        Assert.Equal("request.invalid", await CodeAsync(new { definitionId = id, period = "1997-01", reference = "much" }, HttpStatusCode.BadRequest));
        Assert.Equal("request.not_found", await CodeAsync(new { definitionId = "def_01jd0000000000000000000000", period = "1997-01", reference = "1" }, HttpStatusCode.NotFound));
        await room.Technical.Client.PostJsonAsync("/api/value/accuracy-feedback", new { definitionId = id, period = "1997-01", reference = "1" }, HttpStatusCode.Forbidden);

        var better = await room.Finance.Client.PostJsonAsync("/api/value/accuracy-feedback", new { definitionId = id, period = "1997-03", reference = "400" });
        Assert.Equal("90.00", (string)better["accuracy"]!);
        await Definitions.PushAsync(room.Author.Client, Definitions.Point("late", "100", "1997-03-12T00:00:00Z"));
        await Definitions.RunAsync(room.Author.Client, id, "1997-03");
        Assert.Equal("100.00", (string)(await room.Author.Client.GetJsonAsync("/api/value/accuracy"))["lowest"]!);
    }

    [Fact]
    public async Task A_measurement_that_is_not_right_enough_alerts_until_it_is()
    {
        var room = await Readiness.ReadyAsync(_app, "300", "300", "100");
        var id = (string)(await room.Author.Client.GetJsonAsync("/api/value/accuracy"))["items"]![0]!["definitionId"]!;
        var alert = Assert.Single(await AlertsAsync());
        Assert.Equal(("accuracy_low", "warning", id, "71.42"), ((string)alert["kind"]!, (string)alert["severity"]!, (string)alert["on"]!["definitionId"]!, ((string)alert["title"]!)[12..17]));

        await room.Finance.Client.PostJsonAsync("/api/value/accuracy-feedback", new { definitionId = id, period = "1997-03", reference = "400" });
        Assert.Empty(await AlertsAsync());

        // A correction can make a measurement worse as well as better.
        await Definitions.PushAsync(room.Author.Client, Definitions.Point("late", "500", "1997-03-12T00:00:00Z"));
        await Definitions.RunAsync(room.Author.Client, id, "1997-03");
        Assert.Single(await AlertsAsync());

        async Task<IReadOnlyList<System.Text.Json.Nodes.JsonNode>> AlertsAsync()
        {
            await _app.SettleAsync();
            return await Alerts.Alarms.ListAsync(room.Author.Client, "?state=open");
        }
    }

    [Fact]
    public async Task The_operator_is_told()
    {
        await using var app = await _readiness.StartAsync(settings: new Dictionary<string, string?> { ["Approvals:OperatorAddress"] = "operator@example.com" });
        var room = await Readiness.ReadyAsync(app, "300", "300", "300");
        await room.Author.Client.PostJsonAsync("/api/golive", new { });
        await room.Author.Client.PostJsonAsync("/api/golive/pause", new { });
        await app.SettleAsync();
        var table = Artisan.Azure.StorageClients.Create(app.ConnectionString).Tables.GetTableClient("platform");
        var subjects = new List<string>();
        await foreach (var row in table.QueryAsync(Artisan.Azure.Tables.TableClient.CreateQueryFilter($"PartitionKey eq {"dev|outbox"}")))
        {
            if (row.GetString("to") == "operator@example.com") subjects.Add(row.GetString("subject")!);
        }

        Assert.Equal([$"Value-based billing of {room.WorkspaceId} was paused", $"Value-based billing of {room.WorkspaceId} was switched on"], subjects.Order(StringComparer.Ordinal));
    }
}
