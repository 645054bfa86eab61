using Artisan.Areas.Alerts.Contracts;
using Artisan.Areas.Tests.Identity;
using Artisan.Azure;
using Artisan.Azure.Tables;
using Artisan.Platform.Audit;
using Artisan.Platform.Time;
using Artisan.Testing.Host;
using Microsoft.Extensions.DependencyInjection;

namespace Artisan.Areas.Tests.Alerts;

/// <summary>Mails, escalation by time, and the end of a snooze; on a clock that the test moves.</summary>
public sealed class TellingOwnersTests : IAsyncLifetime
{
    private ArtisanApp _app = null!;
    private SignedInUser _owner = null!;

    public async Task InitializeAsync()
    {
        _app = await ArtisanApp.StartAsync();
        _owner = await _app.SignUpAsync();
    }

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Fact]
    public async Task A_critical_alert_is_mailed_when_it_opens_and_once_more_when_nobody_acknowledges_it()
    {
        await Alarms.TakeAsync(_app, Alarms.Raise(_owner.WorkspaceId));
        await Alarms.TakeAsync(_app, Alarms.Raise(_owner.WorkspaceId));
        await _app.SettleAsync();
        Assert.Equal(["[critical] The receipt log is stopped"], await SubjectsAsync());

        await PassAsync(TimeSpan.FromHours(3));
        Assert.Single(await SubjectsAsync());
        await PassAsync(TimeSpan.FromHours(2));
        await PassAsync(TimeSpan.FromHours(9));
        Assert.Equal(2, (await SubjectsAsync()).Count);
        Assert.Contains("[critical] Nobody has looked at this yet: The receipt log is stopped", await SubjectsAsync());
        Assert.NotNull((string?)(await Alarms.ListAsync(_owner.Client))[0]["escalatedAt"]);
        Assert.Single(await _app.AuditAsync(AuditScope.Workspace(_owner.WorkspaceId), "alert.escalated"));
    }

    [Fact]
    public async Task An_acknowledged_alert_is_not_escalated_and_a_warning_is_not_mailed()
    {
        await Alarms.TakeAsync(_app, Alarms.Raise(_owner.WorkspaceId, "other", AlertSeverity.Warning));
        var id = await Alarms.OpenAsync(_app, _owner.WorkspaceId, _owner.Client, AlertSeverity.Critical);
        await _owner.Client.PostJsonAsync($"/api/alerts/{id}/acknowledge", new { });
        await PassAsync(TimeSpan.FromHours(30));
        Assert.Equal(["[critical] The receipt log is stopped"], await SubjectsAsync());
    }

    [Fact]
    public async Task A_snoozed_alert_is_open_again_when_its_time_is_over()
    {
        var id = await Alarms.OpenAsync(_app, _owner.WorkspaceId, _owner.Client);
        var now = _app.Services.GetRequiredService<BusinessClock>().Now;
        await _owner.Client.PostJsonAsync($"/api/alerts/{id}/snooze", new { until = now.AddHours(2) });
        await _owner.Client.PostJsonAsync($"/api/alerts/{id}/snooze", new { until = now.AddHours(5) });
        await PassAsync(TimeSpan.FromHours(3));
        Assert.Equal("snoozed", (string?)(await Alarms.ListAsync(_owner.Client))[0]["state"]);
        await PassAsync(TimeSpan.FromHours(3));
        Assert.Equal("open", (string?)(await Alarms.ListAsync(_owner.Client))[0]["state"]);
        Assert.Single(await _app.AuditAsync(AuditScope.Workspace(_owner.WorkspaceId), "alert.woken"));
    }

    private async Task PassAsync(TimeSpan time)
    {
        var clock = _app.Services.GetRequiredService<BusinessClock>();
        await _app.SettleAsync();
        clock.Set(clock.Now + time, running: false);
        await _app.Pump.FireAsync("due-work");
        await _app.SettleAsync();
    }

    private async Task<IReadOnlyList<string>> SubjectsAsync()
    {
        var subjects = new List<string>();
        var table = StorageClients.Create(_app.ConnectionString).Tables.GetTableClient("platform");
        await foreach (var row in table.QueryAsync(TableClient.CreateQueryFilter($"PartitionKey eq {"dev|outbox"}")))
            if (row.GetString("to") == _owner.Email && row.GetString("subject")!.StartsWith('[')) subjects.Add(row.GetString("subject")!);
        return subjects;
    }
}
