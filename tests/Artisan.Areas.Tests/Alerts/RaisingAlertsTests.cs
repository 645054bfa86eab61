using System.Net;
using Artisan.Areas.Alerts.Contracts;
using Artisan.Areas.Tests.Identity;
using Artisan.Areas.Tests.Value;
using Artisan.Platform.Audit;
using Artisan.Testing.Host;
using Microsoft.Extensions.DependencyInjection;

namespace Artisan.Areas.Tests.Alerts;

/// <summary>One alert a thing that is wrong, counted once a signal, whoever raises it and however often it is delivered.</summary>
public sealed class RaisingAlertsTests(SharedApp shared) : IClassFixture<SharedApp>
{
    private readonly Workplace _place = new(shared.App);

    [Fact]
    public async Task What_another_area_raises_with_its_change_is_an_open_alert()
    {
        var owner = await _place.OwnerAsync();
        var row = _place.Rows.Row("something");
        await _place.Rows.Change().Insert(row).RaiseAlert(Alarms.Raise(_place.Id)).CommitAsync(CancellationToken.None, settle: true);

        var alert = Assert.Single(await Alarms.ListAsync(owner));
        Assert.Equal(("ledger_halted", "critical", "open", 1), ((string?)alert["kind"], (string?)alert["severity"], (string?)alert["state"], (int)alert["count"]!));
        Assert.Equal(1, await CountAsync(AlertSeverity.Critical));
        Assert.Equal(0, await CountAsync(AlertSeverity.Warning));

        await _place.Rows.Change().Replace(row).ClearAlert(_place.Id, "ledger-halted").CommitAsync(CancellationToken.None, settle: true);
        var over = Assert.Single(await Alarms.ListAsync(owner));
        Assert.Equal(("resolved", "The condition is over.", null), ((string?)over["state"], (string?)over["resolution"], (string?)over["resolvedBy"]));
        Assert.Equal(0, await CountAsync(AlertSeverity.Critical));
        Assert.Empty(await Alarms.ListAsync(owner, ""));
    }

    [Fact]
    public async Task Fifty_at_once_in_two_processes_are_one_alert_that_was_seen_fifty_times()
    {
        await using var other = await ArtisanApp.StartAsync(shared.App);
        var taken = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => Alarms.TakeAsync(i % 2 == 0 ? shared.App : other, Alarms.Raise(_place.Id))));
        Assert.All(taken, Assert.True);
        var alert = Assert.Single(await Alarms.ListAsync(await _place.OwnerAsync()));
        Assert.Equal(50, (int)alert["count"]!);
    }

    [Fact]
    public async Task A_signal_that_is_delivered_again_counts_once_and_does_not_bring_back_what_is_resolved()
    {
        var owner = await _place.OwnerAsync();
        Assert.True(await Alarms.TakeAsync(shared.App, Alarms.Raise(_place.Id), "signal-1"));
        var again = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Alarms.TakeAsync(shared.App, Alarms.Raise(_place.Id), "signal-1")));
        Assert.All(again, Assert.False);
        var alert = Assert.Single(await Alarms.ListAsync(owner));
        Assert.Equal(1, (int)alert["count"]!);

        await owner.PostJsonAsync($"/api/alerts/{(string?)alert["id"]}/resolve", new { reason = "Restored from the backup." });
        Assert.False(await Alarms.TakeAsync(shared.App, Alarms.Raise(_place.Id), "signal-1"));
        Assert.Empty(await Alarms.ListAsync(owner, ""));
        await Alarms.TakeAsync(shared.App, Alarms.Raise(_place.Id), "signal-2");
        Assert.Equal(2, (await Alarms.ListAsync(owner)).Count);
        Assert.Equal(1, await CountAsync(AlertSeverity.Critical));
    }

    [Fact]
    public async Task An_acknowledged_alert_that_becomes_worse_is_open_again()
    {
        var owner = await _place.OwnerAsync();
        var id = await Alarms.OpenAsync(shared.App, _place.Id, owner);
        await owner.PostJsonAsync($"/api/alerts/{id}/acknowledge", new { });
        await Alarms.TakeAsync(shared.App, Alarms.Raise(_place.Id, severity: AlertSeverity.Info));
        Assert.Equal("acknowledged", (string?)(await Alarms.ListAsync(owner))[0]["state"]);

        await Alarms.TakeAsync(shared.App, Alarms.Raise(_place.Id));
        var alert = Assert.Single(await Alarms.ListAsync(owner));
        Assert.Equal(("open", "critical", 3), ((string?)alert["state"], (string?)alert["severity"], (int)alert["count"]!));
        foreach (var action in new[] { "alert.opened", "alert.worsened" }) Assert.Single(await shared.App.AuditAsync(AuditScope.Workspace(_place.Id), action));
    }

    [Fact]
    public async Task The_list_is_filtered_by_state_and_severity_and_comes_in_pages()
    {
        var owner = await _place.OwnerAsync();
        for (var i = 0; i < 5; i++) await Alarms.TakeAsync(shared.App, Alarms.Raise(_place.Id, $"key-{i}", i % 2 == 0 ? AlertSeverity.Info : AlertSeverity.Critical));
        Assert.Equal(2, (await Alarms.ListAsync(owner, "?severity=critical")).Count);
        Assert.Empty(await Alarms.ListAsync(owner, "?state=resolved"));
        var first = await owner.GetJsonAsync("/api/alerts?limit=3");
        var second = await owner.GetJsonAsync($"/api/alerts?limit=3&cursor={Uri.EscapeDataString((string)first["next"]!)}");
        Assert.Equal(5, first["items"]!.AsArray().Concat(second["items"]!.AsArray()).Select(i => (string?)i!["id"]).Distinct().Count());
        await owner.GetJsonAsync("/api/alerts?state=gone", HttpStatusCode.BadRequest);
        await owner.GetJsonAsync("/api/alerts?severity=loud", HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Deciding_costs_two_storage_operations_and_a_list_one()
    {
        var owner = await _place.OwnerAsync();
        var id = await Alarms.OpenAsync(shared.App, _place.Id, owner);
        using var list = await owner.GetAsync(new Uri("/api/alerts", UriKind.Relative));
        Assert.Equal(1, ServerTiming.Of(list));
        using var acknowledged = await owner.PostAsync(new Uri($"/api/alerts/{id}/acknowledge", UriKind.Relative), null);
        Assert.Equal(2, ServerTiming.Of(acknowledged));
    }

    private async Task<int> CountAsync(AlertSeverity severity) => await shared.App.Services.GetRequiredService<IOpenAlerts>().CountAsync(_place.Id, severity, CancellationToken.None);
}
