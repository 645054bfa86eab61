using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Artisan.Areas.Alerts.Checking;
using Artisan.Areas.Tests.Value;
using Artisan.Platform.Events;
using Artisan.Platform.Functions;
using Artisan.Platform.Time;
using Artisan.Testing.Host;
using Microsoft.Extensions.DependencyInjection;

namespace Artisan.Areas.Tests.Alerts;

/// <summary>What calculations and daily totals alert of, and what a back-test says they would have.</summary>
public sealed class WatchingSeriesTests : IAsyncLifetime
{
    private static readonly DateOnly First = new(1997, 1, 6);

    private ArtisanApp _app = null!;
    private Workplace _place = null!;
    private HttpClient _owner = null!;

    public async Task InitializeAsync()
    {
        _app = await ArtisanApp.StartAsync();
        _place = new Workplace(_app);
        _owner = await _place.OwnerAsync();
    }

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Fact]
    public async Task An_unusual_result_opens_one_alert_with_its_reason_and_a_correction_resolves_it()
    {
        var id = await DailyAsync(36, day => day == 35 ? 9_000 : 100 + (day * 37 % 9));
        var alert = Assert.Single(await Alarms.ListAsync(_owner));
        Assert.Equal(("anomaly", "open", "1997-02-10", "9000"), ((string?)alert["kind"], (string?)alert["state"], (string?)alert["period"], (string?)alert["value"]));
        Assert.Contains("9000", (string)alert["reason"]!, StringComparison.Ordinal);
        Assert.Equal(id, (string?)alert["on"]!["definitionId"]);

        await Definitions.PushAsync(_owner, Definitions.Point("d-35", "104", "1997-02-10T10:00:00Z", correct: true));
        await Definitions.RunAsync(_owner, id, "1997-02-10");
        await _app.SettleAsync();
        Assert.Equal("resolved", (string?)Assert.Single(await Alarms.ListAsync(_owner))["state"]);
    }

    [Fact]
    public async Task The_same_event_delivered_many_times_at_once_is_one_signal()
    {
        var id = await DailyAsync(36, day => day == 35 ? 9_000 : 100 + (day * 37 % 9));
        var calculation = (await _owner.GetJsonAsync($"/api/value/calculations?definition={id}&limit=1"))["items"]![0]!;
        var data = System.Text.Json.JsonSerializer.SerializeToElement(calculation);
        var happened = new WorkspaceEvent("event-1", "value.calculation.created", _place.Id, TimeProvider.System.GetUtcNow(), (string)calculation["id"]!, data);
        var handler = _app.Services.GetRequiredService<CheckCalculation>();
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => handler.HandleAsync(new QueueMessage<WorkspaceEvent>("m", happened), CancellationToken.None)));
        Assert.Equal(2, (int)Assert.Single(await Alarms.ListAsync(_owner))["count"]!);
    }

    [Fact]
    public async Task A_rule_alerts_while_its_condition_holds_and_clears_when_it_is_over()
    {
        await Definitions.PushAsync(_owner, [.. Enumerable.Range(0, 3).Select(day => Point(day, day == 1 ? 500 : 50))]);
        var id = await ActiveAsync();
        await Alarms.PutRulesAsync(_owner, Alarms.Rules(Alarms.Rule("above", new { definitionId = id }, "400", "critical"), Alarms.Rule("change", new { definitionId = id }, "200", "info")));
        await RunAsync(id, 0);
        Assert.Empty(await Alarms.ListAsync(_owner));
        await RunAsync(id, 1);
        Assert.Equal(["critical", "info"], (await Alarms.ListAsync(_owner, "")).Select(a => (string)a["severity"]!).Order());
        await RunAsync(id, 2);
        Assert.Empty(await Alarms.ListAsync(_owner, ""));

        var tried = await _owner.PostJsonAsync("/api/alerts/rules/backtest", new { condition = "above", on = new { definitionId = id }, threshold = "400" });
        Assert.Equal(1, (int)tried["alerts"]!);
        Assert.Equal([false, true, false], tried["points"]!.AsArray().Select(p => (bool)p!["alerts"]!));
        Assert.Equal("500 is above 400.", (string?)tried["points"]![1]!["reason"]);
    }

    [Fact]
    public async Task A_source_without_points_alerts_at_night_and_a_back_test_names_the_same_days()
    {
        var owner = await _app.SignUpAsync();
        await Alarms.PutRulesAsync(owner.Client, Alarms.Rules(Alarms.Rule("missing", new { source = "shop" }, "2")));
        await Definitions.PushAsync(owner.Client, [.. Enumerable.Range(0, 5).Select(day => Point(day, 10))]);
        _app.Services.GetRequiredService<BusinessClock>().Set(new DateTimeOffset(1997, 1, 13, 2, 15, 0, TimeSpan.Zero), running: false);
        for (var night = 0; night < 2; night++)
        {
            await _app.Pump.FireAsync("alert-sources");
            await _app.SettleAsync();
        }

        var alert = Assert.Single(await Alarms.ListAsync(owner.Client));
        Assert.Equal(("rule", 1, "1997-01-12: No points for 2 days."), ((string?)alert["kind"], (int)alert["count"]!, (string?)alert["reason"]));
        var tried = await owner.Client.PostJsonAsync("/api/alerts/rules/backtest", new { condition = "missing", on = new { source = "shop" }, threshold = "2" });
        Assert.Equal(["1997-01-12"], tried["points"]!.AsArray().Where(p => (bool)p!["alerts"]!).Select(p => (string)p!["period"]!));

        await Definitions.PushAsync(owner.Client, Point(7, 10));
        _app.Services.GetRequiredService<BusinessClock>().Set(new DateTimeOffset(1997, 1, 14, 2, 15, 0, TimeSpan.Zero), running: false);
        await _app.Pump.FireAsync("alert-sources");
        await _app.SettleAsync();
        Assert.Empty(await Alarms.ListAsync(owner.Client, ""));
    }

    [Fact]
    public async Task A_back_test_of_the_detector_shows_scores_and_needs_history()
    {
        var id = await DailyAsync(30, day => 100 + (day * 37 % 9));
        var tried = await _owner.PostJsonAsync("/api/alerts/rules/backtest", new { condition = "anomaly", on = new { definitionId = id }, sensitivity = "low" });
        Assert.Equal(30, tried["points"]!.AsArray().Count);
        Assert.All(tried["points"]!.AsArray(), p => Assert.InRange((double)p!["score"]!, 0, 1));
        Assert.Equal("alerts.no_history", (string?)(await _owner.PostJsonAsync("/api/alerts/rules/backtest", new { condition = "anomaly", on = new { source = "none", field = "amount" } }, HttpStatusCode.UnprocessableEntity))["code"]);
    }

    private static object Point(int day, int amount) =>
        Definitions.Point($"d-{day}", amount.ToString(CultureInfo.InvariantCulture), $"{First.AddDays(day):yyyy-MM-dd}T10:00:00Z");

    // A definition whose periods are days, calculated one after the other.
    private async Task<string> DailyAsync(int days, Func<int, int> amount)
    {
        await Definitions.PushAsync(_owner, [.. Enumerable.Range(0, days).Select(day => Point(day, amount(day)))]);
        var id = await ActiveAsync();
        for (var day = 0; day < days; day++) await Definitions.RunAsync(_owner, id, First.AddDays(day).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        await _app.SettleAsync();
        return id;
    }

    private Task<string> ActiveAsync() =>
        Definitions.ActivateAsync(_owner, Definitions.Body("sum(amount)", new JsonObject { ["schedule"] = "daily", ["startsOn"] = "2026-01-01" }));

    private async Task RunAsync(string id, int day)
    {
        await Definitions.RunAsync(_owner, id, First.AddDays(day).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        await _app.SettleAsync();
    }
}
