using System.Text.Json;
using System.Text.Json.Nodes;
using Artisan.Areas.Alerts.Contracts;
using Artisan.Areas.Alerts.Model;
using Artisan.Areas.Alerts.Storage;
using Artisan.Platform.Functions;
using Artisan.Platform.Messaging;
using Artisan.Testing.Host;
using Azure.Core.Pipeline;
using Microsoft.Extensions.DependencyInjection;

namespace Artisan.Areas.Tests.Alerts;

public sealed class CrashingWhileTellingChannelsTests(CrashingWhileTellingChannelsTests.Lab lab) : IClassFixture<CrashingWhileTellingChannelsTests.Lab>, IAsyncLifetime
{
    private Receiver _receiver = null!;

    public async Task InitializeAsync() => _receiver = await Receiver.StartAsync();

    public async Task DisposeAsync() => await _receiver.DisposeAsync();

    /// <summary>Whatever call of opening an alert, of planning who is told, or of telling breaks: the channel hears of it, and all see that it did.</summary>
    [Fact]
    public async Task Whatever_breaks_a_channel_is_told_and_knows_what_comes_twice_by_its_id()
    {
        var owner = await lab.Healthy.SignUpAsync();
        var channel = new JsonObject { ["kind"] = "webhook", ["name"] = "Ours", ["severities"] = new JsonArray("warning"), ["enabled"] = true, ["secret"] = ChannelPlace.Signing, ["address"] = _receiver.Url("/crash") };
        await ChannelPlace.SaveAsync(owner.Client, channel);
        var home = lab.Healthy.Services.GetRequiredService<AlertRows>().Home(owner.WorkspaceId);
        var outbox = lab.Healthy.Services.GetRequiredService<Outbox>();
        var told = 0;
        await lab.EachCallAsync(async moments =>
        {
            var raise = Alarms.Raise(owner.WorkspaceId, $"thing-{told++}", AlertSeverity.Warning);
            await moments.BreakAsync(app => Alarms.TakeAsync(app, raise, raise.Key));
            await Alarms.TakeAsync(lab.Healthy, raise, raise.Key);
            await outbox.DrainAsync(home, CancellationToken.None);
            var alert = (string)(await Alarms.ListAsync(owner.Client, "?state=open&limit=1"))[0]["id"]!;
            var delivery = (await DeliveryRows.OfAlertAsync(home, alert, CancellationToken.None)).Single().Delivery;
            await moments.BreakAsync(app => TryAsync(app, owner.WorkspaceId, delivery));
            await outbox.DrainAsync(home, CancellationToken.None);
            await lab.Healthy.SettleAsync();

            Assert.Equal(["webhook opened delivered 1"], await ChannelPlace.ToldAsync(owner.Client, alert));
            var heard = _receiver.At("/crash").Where(r => r.Body.Contains(alert, StringComparison.Ordinal)).ToList();
            Assert.InRange(heard.Count, 1, 2);
            Assert.Single(heard.Select(r => r.Id).Distinct());
        });
        Assert.Equal(told, _receiver.At("/crash").Select(r => r.Id).Distinct().Count());
    }

    // As a host that hands a message over, and has it still when the process dies.
    private static Task TryAsync(ArtisanApp app, string workspaceId, ChannelDelivery delivery) => app.Services.GetRequiredKeyedService<IQueueFunction>("alert-delivery").RunAsync(
        new QueueEnvelope("try", null, JsonSerializer.SerializeToElement(new { workspaceId, alertId = delivery.AlertId, noticeId = delivery.NoticeId, channelId = delivery.ChannelId, @try = 0 })), default);

    public sealed class Lab : CrashLab
    {
        protected override Task<ArtisanApp> StartAsync(ArtisanApp? sharing, IReadOnlyList<HttpPipelinePolicy> policies) =>
            ArtisanApp.StartAsync(sharing, policies: policies, settings: new Dictionary<string, string?> { ["Outbound:AllowPrivate"] = "true" });
    }
}
