using Artisan.Areas.Setup.Sync;
using Artisan.Testing.Vendors;
using Microsoft.Extensions.DependencyInjection;

namespace Artisan.Areas.Tests.Setup;

public sealed class SynchronisingTests : IAsyncLifetime
{
    private readonly SetupLab _lab = new();
    private Wizard _wizard = null!;

    public async Task InitializeAsync()
    {
        await _lab.InitializeAsync();
        _lab.App.BusinessClock.Set(Wizard.At("2026-07-01T12:00:00Z"), running: false);
        _wizard = await new Wizard(_lab).BeginAsync();
    }

    public Task DisposeAsync() => _lab.DisposeAsync();

    [Fact]
    public async Task Every_page_is_read_and_an_hour_later_what_changed()
    {
        for (var i = 0; i < 230; i++) Wizard.Deal(_lab.HubSpot, $"d-{i}", "2026-01-10", "10", changed: Wizard.Change(i));
        await _wizard.ReadDealsAsync();
        var sync = (await _wizard.GetAsync())["sync"]!;
        Assert.Equal(("idle", 230L, "2026-07-01T13:00:00+00:00"), ((string)sync["status"]!, (long)sync["stored"]!, (string)sync["nextAt"]!));
        Assert.Equal(2300m, await SumAsync());

        Wizard.Deal(_lab.HubSpot, "d-7", "2026-01-10", "1010", changed: "2026-06-30T00:00:00Z");
        await HourAsync("2026-07-01T12:59:59Z");
        Assert.Equal(2300m, await SumAsync());
        await HourAsync("2026-07-01T13:00:00Z");
        Assert.Equal(3300m, await SumAsync());
    }

    [Fact]
    public async Task A_record_that_does_not_count_any_more_is_worth_nothing()
    {
        Wizard.Deal(_lab.HubSpot, "a", "2026-01-10", "10");
        Wizard.Deal(_lab.HubSpot, "b", "2026-01-11", "5");
        Wizard.Deal(_lab.HubSpot, "open", "2026-01-11", "7", stage: "qualifiedtobuy");
        await _wizard.ReadDealsAsync();
        Assert.Equal(15m, await SumAsync());

        Wizard.Deal(_lab.HubSpot, "b", "2026-01-11", "5", stage: "closedlost", changed: "2026-06-30T00:00:00Z");
        await HourAsync("2026-07-01T13:00:00Z");
        Assert.Equal(10m, await SumAsync());
    }

    [Fact]
    public async Task A_source_that_asks_for_patience_gets_it_and_goes_on_where_it_was()
    {
        for (var i = 0; i < 130; i++) Wizard.Deal(_lab.HubSpot, $"d-{i}", "2026-01-10", "10", changed: Wizard.Change(i));
        await _wizard.BeforeReadingAsync();
        _lab.HubSpot.Spoil(new Mishap(429, RetryAfter: 90));
        await _lab.App.SettleAsync();
        var sync = (await _wizard.GetAsync())["sync"]!;
        Assert.Equal(("waiting", "rate_limited", "2026-07-01T12:01:30+00:00"), ((string)sync["status"]!, (string)sync["problem"]!["code"]!, (string)sync["nextAt"]!));
        var asked = _lab.HubSpot.Requests.Count;
        await HourAsync("2026-07-01T12:01:29Z");
        Assert.Equal(asked, _lab.HubSpot.Requests.Count);
        await HourAsync("2026-07-01T12:01:30Z");
        Assert.Equal(("idle", 1300m), ((string)(await _wizard.GetAsync())["sync"]!["status"]!, await SumAsync()));
    }

    [Fact]
    public async Task A_source_that_fails_is_asked_later_and_later_and_one_that_locks_us_out_not_at_all()
    {
        Wizard.Deal(_lab.HubSpot, "a", "2026-01-10", "10");
        await _wizard.BeforeReadingAsync();
        _lab.HubSpot.Spoil(Mishap.Down, Mishap.NoAnswer, new Mishap(401));
        await _lab.App.SettleAsync();
        Assert.Equal("2026-07-01T12:05:00+00:00", (string?)(await _wizard.GetAsync())["sync"]!["nextAt"]);
        await HourAsync("2026-07-01T12:05:00Z");
        Assert.Equal("2026-07-01T12:15:00+00:00", (string?)(await _wizard.GetAsync())["sync"]!["nextAt"]);
        await HourAsync("2026-07-01T12:15:00Z");
        var sync = (await _wizard.GetAsync())["sync"]!;
        Assert.Equal(("stopped", "wrong_credentials"), ((string)sync["status"]!, (string)sync["problem"]!["code"]!));
        await _wizard.SaveAsync("baseline", new { method = "mean", period = "monthly", from = "2026-01-01", to = "2026-02-01" });
        Assert.Equal("sync_failed", (string?)Wizard.Step(await _wizard.ValidateAsync("baseline"), "baseline")["problem"]!["code"]);

        await HourAsync("2026-07-02T12:00:00Z");
        Assert.Equal(0m, await SumAsync());
        await _wizard.ValidateAsync("metrics-config");
        await _lab.App.SettleAsync();
        Assert.Equal(10m, await SumAsync());
    }

    [Fact]
    public async Task Before_everything_was_read_once_nothing_is_measured()
    {
        Wizard.Deal(_lab.HubSpot, "a", "2026-01-10", "10");
        await _wizard.BeforeReadingAsync();
        await _wizard.SaveAsync("baseline", new { method = "mean", period = "monthly", from = "2026-01-01", to = "2026-02-01" });
        Assert.Equal("sync_running", (string?)Wizard.Step(await _wizard.ValidateAsync("baseline"), "baseline")["problem"]!["code"]);
    }

    [Fact]
    public async Task Messages_that_come_twice_late_or_all_at_once_change_nothing()
    {
        for (var i = 0; i < 230; i++) Wizard.Deal(_lab.HubSpot, $"d-{i}", "2026-01-10", "10", changed: Wizard.Change(i));
        await _wizard.BeforeReadingAsync();
        var first = (await _wizard.SyncAsync())!;
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => _wizard.DeliverAsync(_lab.App, first.Due)));
        await _lab.App.SettleAsync();
        var asked = _lab.HubSpot.Requests.Count;
        await _wizard.DeliverAsync(_lab.App, first.Due);
        Assert.Equal(asked, _lab.HubSpot.Requests.Count);
        var sync = (await _wizard.GetAsync())["sync"]!;
        Assert.Equal(("idle", 230L), ((string)sync["status"]!, (long)sync["records"]!));
        Assert.Equal(2300m, await SumAsync());
    }

    [Fact]
    public async Task Changed_steps_end_reading_until_they_are_checked()
    {
        Wizard.Deal(_lab.HubSpot, "a", "2026-01-10", "10");
        await _wizard.BeforeReadingAsync();
        await _wizard.SaveAsync("data-source", new { source = "other", @object = "deals" });
        await _lab.App.SettleAsync();
        Assert.Equal(0m, await SumAsync());
        await _wizard.ValidateAsync("data-source");
        await _wizard.ValidateAsync("metrics-config");
        await _lab.App.SettleAsync();
        Assert.Equal((0m, 10m), (await SumAsync(), await SumAsync("other")));
    }

    [Fact]
    public async Task The_source_of_a_deleted_workspace_is_not_read_any_more()
    {
        Wizard.Deal(_lab.HubSpot, "a", "2026-01-10", "10");
        await _wizard.ReadDealsAsync();
        await ActivatorUtilities.CreateInstance<EndReading>(_lab.App.Services).CloseAsync(_wizard.Place.Id, CancellationToken.None);
        var asked = _lab.HubSpot.Requests.Count;
        await HourAsync("2026-07-01T13:00:00Z");
        Assert.Equal(asked, _lab.HubSpot.Requests.Count);
        Assert.Equal(("stopped", "closed"), ((string)(await _wizard.GetAsync())["sync"]!["status"]!, (string)(await _wizard.GetAsync())["sync"]!["problem"]!["code"]!));
    }

    private async Task HourAsync(string instant)
    {
        await _lab.App.SettleAsync();
        _lab.App.BusinessClock.Set(Wizard.At(instant), running: false);
        await _lab.App.Pump.FireAsync("due-work");
        await _lab.App.SettleAsync();
    }

    private Task<decimal> SumAsync(string source = "deals") => _wizard.SumAsync(source);
}
