using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Artisan.Areas.Alerts.Contracts;
using Artisan.Areas.Alerts.Notifying;
using Artisan.Areas.Alerts.Storage;
using Artisan.Areas.Tests.Workspaces;
using Artisan.Areas.Webhooks.Contracts;
using Artisan.Azure;
using Artisan.Platform.Functions;
using Artisan.Platform.Messaging;
using Artisan.Testing.Host;
using Artisan.Testing.Vendors;
using Artisan.Testing.Vendors.PagerDuty;
using Artisan.Testing.Vendors.Twilio;
using Microsoft.Extensions.DependencyInjection;

namespace Artisan.Areas.Tests.Alerts;

/// <summary>What channels are told of an alert, how often, and what is done where they do not take it.</summary>
public sealed class TellingChannelsTests(ChannelPlace place) : IClassFixture<ChannelPlace>
{
    private ArtisanApp App => place.App;

    [Fact]
    public async Task Every_channel_hears_of_an_alert_once_and_of_its_end_and_everybody_sees_it()
    {
        var owner = await App.SignUpAsync();
        await ChannelPlace.SaveAsync(owner.Client, [.. new[] { "slack", "pagerduty", "sms", "webhook" }.Select(k => place.Channel(k, "/whole"))]);
        var (slack, texts) = (place.Slack.Posts.Count, place.Twilio.Sent.Count);
        var alert = await Alarms.OpenAsync(App, owner.WorkspaceId, owner.Client, AlertSeverity.Critical);
        await Alarms.TakeAsync(App, Alarms.Raise(owner.WorkspaceId));
        await App.SettleAsync();
        Assert.Equal("triggered", place.Pager.Incidents[alert]);
        Assert.Equal(["email opened delivered 1", "pagerduty opened delivered 1", "slack opened delivered 1", "sms opened delivered 1", "webhook opened delivered 1"], (await ChannelPlace.ToldAsync(owner.Client, alert)).Order());

        await owner.Client.PostJsonAsync($"/api/alerts/{alert}/acknowledge", new { });
        await App.SettleAsync();
        Assert.Equal("acknowledged", place.Pager.Incidents[alert]);
        await owner.Client.PostJsonAsync($"/api/alerts/{alert}/resolve", new { reason = "It was the moon." });
        await App.SettleAsync();

        Assert.Equal("resolved", place.Pager.Incidents[alert]);
        Assert.Equal((slack + 2, texts + 1), (place.Slack.Posts.Count, place.Twilio.Sent.Count));
        Assert.Contains("It was the moon.", place.Slack.Posts[^1].ToJsonString(), StringComparison.Ordinal);
        var received = place.Receiver.At("/whole");
        Assert.Equal(["alert.opened", "alert.acknowledged", "alert.resolved"], received.Select(r => (string?)JsonNode.Parse(r.Body)!["type"]));
        var last = received[^1];
        Assert.Equal(last.Signature, StandardWebhooks.Sign(last.Id, DateTimeOffset.FromUnixTimeSeconds(long.Parse(last.Timestamp)), Encoding.UTF8.GetBytes(last.Body), [ChannelPlace.Signing]));
        Assert.Equal(10, (await ChannelPlace.ToldAsync(owner.Client, alert)).Count);
        Assert.All((await owner.Client.GetJsonAsync("/api/alerts/rules"))["channels"]!.AsArray(), c => Assert.True((bool)c!["latest"]!["ok"]!));
    }

    [Fact]
    public async Task A_channel_hears_only_of_the_severities_it_was_given_and_nothing_while_it_is_off()
    {
        var owner = await App.SignUpAsync();
        var off = place.Channel("webhook", "/off");
        off["enabled"] = false;
        await ChannelPlace.SaveAsync(owner.Client, place.Channel("webhook", "/critical", ["critical"]), off);
        await Alarms.TakeAsync(App, Alarms.Raise(owner.WorkspaceId, "small", AlertSeverity.Warning));
        await App.SettleAsync();
        Assert.Empty(place.Receiver.At("/critical"));
        await Alarms.TakeAsync(App, Alarms.Raise(owner.WorkspaceId, "small", AlertSeverity.Critical));
        await App.SettleAsync();
        Assert.Single(place.Receiver.At("/critical"));
        Assert.Empty(place.Receiver.At("/off"));
    }

    [Fact]
    public async Task A_failure_that_may_pass_is_tried_again_and_one_that_will_not_is_told_to_the_admins()
    {
        var owner = await App.SignUpAsync();
        await ChannelPlace.SaveAsync(owner.Client, place.Channel("pagerduty"));
        place.Pager.Spoil(new Mishap(503), Mishap.NoAnswer);
        var passing = await Alarms.OpenAsync(App, owner.WorkspaceId, owner.Client);
        await App.SettleAsync();
        Assert.Equal(["pagerduty opened delivered 3"], await ChannelPlace.ToldAsync(owner.Client, passing));

        place.Pager.Spoil(new Mishap(400, """{"status":"invalid event","errors":["Invalid routing key"]}"""));
        await Alarms.TakeAsync(App, Alarms.Raise(owner.WorkspaceId, "second", AlertSeverity.Warning));
        await App.SettleAsync();
        var latest = (await owner.Client.GetJsonAsync("/api/alerts/rules"))["channels"]![0]!["latest"]!;
        Assert.False((bool)latest["ok"]!);
        Assert.Contains("integration key", (string?)latest["text"], StringComparison.Ordinal);
        var told = Assert.Single((await owner.Client.GetJsonAsync("/api/notifications"))["items"]!.AsArray(), n => (string?)n!["kind"] == "alert.channel_failed");
        Assert.Equal("The channel By pagerduty takes no alerts", (string?)told!["title"]);
    }

    [Fact]
    public async Task What_was_tried_as_often_as_it_may_be_has_failed()
    {
        var owner = await App.SignUpAsync();
        await ChannelPlace.SaveAsync(owner.Client, place.Channel("webhook", "/down"));
        place.Receiver.Status("/down", 500);
        var alert = await Alarms.OpenAsync(App, owner.WorkspaceId, owner.Client);
        await App.SettleAsync();
        Assert.Equal(["webhook opened failed 3"], await ChannelPlace.ToldAsync(owner.Client, alert));
        Assert.Single(place.Receiver.At("/down").Select(r => r.Id).Distinct());
    }

    [Fact]
    public async Task A_service_that_asks_for_time_gets_it_and_an_alert_that_ends_meanwhile_is_never_told()
    {
        var owner = await App.SignUpAsync();
        await ChannelPlace.SaveAsync(owner.Client, place.Channel("pagerduty"));
        place.Pager.Spoil(new Mishap(429, "", RetryAfter: 300));
        var alert = await Alarms.OpenAsync(App, owner.WorkspaceId, owner.Client);
        await App.SettleAsync();
        var waiting = Assert.Single((await owner.Client.GetJsonAsync($"/api/alerts/{alert}/deliveries"))["items"]!.AsArray())!;
        Assert.Equal("pending", (string?)waiting["state"]);
        Assert.InRange((waiting["nextAt"]!.GetValue<DateTimeOffset>() - waiting["triedAt"]!.GetValue<DateTimeOffset>()).TotalSeconds, 299, 302);

        await owner.Client.PostJsonAsync($"/api/alerts/{alert}/resolve", new { reason = "Over." });
        await App.SettleAsync();
        Assert.Equal(["pagerduty opened skipped 1", "pagerduty resolved skipped 0"], await ChannelPlace.ToldAsync(owner.Client, alert));
        Assert.DoesNotContain(alert, place.Pager.Incidents.Keys);
    }

    [Fact]
    public async Task A_message_that_comes_again_and_again_is_told_once()
    {
        var owner = await App.SignUpAsync();
        await ChannelPlace.SaveAsync(owner.Client, place.Channel("webhook", "/repeated"));
        var alert = await Alarms.OpenAsync(App, owner.WorkspaceId, owner.Client, AlertSeverity.Critical);
        await App.SettleAsync();
        var rows = await DeliveryRows.OfAlertAsync(App.Services.GetRequiredService<AlertRows>().Home(owner.WorkspaceId), alert, CancellationToken.None);
        await Task.WhenAll(rows.SelectMany(r => Enumerable.Repeat(r.Delivery, 5)).Select(d => App.Services.GetRequiredKeyedService<IQueueFunction>("alert-delivery").RunAsync(
            new QueueEnvelope("again", null, JsonSerializer.SerializeToElement(new { workspaceId = owner.WorkspaceId, alertId = alert, noticeId = d.NoticeId, channelId = d.ChannelId, @try = 0 })), default)));
        var notice = rows[0].Delivery.NoticeId;
        var sink = App.Services.GetServices<IOutboxSink>().Single(s => s.Name == "alert-news");
        await sink.DeliverAsync([new OutboxMessage(notice, "alert-news", $$"""{"workspaceId":"{{owner.WorkspaceId}}","alertId":"{{alert}}","step":"Opened"}""", TimeSpan.Zero, null)], CancellationToken.None);
        await App.SettleAsync();
        Assert.Single(place.Receiver.At("/repeated"));
        Assert.Equal(2, (await ChannelPlace.ToldAsync(owner.Client, alert)).Count);
    }

    [Fact]
    public async Task A_try_that_comes_before_the_outcome_of_the_one_before_is_kept_comes_once_more()
    {
        var owner = await App.SignUpAsync();
        await ChannelPlace.SaveAsync(owner.Client, place.Channel("pagerduty"));
        place.Pager.Spoil(new Mishap(429, "", RetryAfter: 300));
        var alert = await Alarms.OpenAsync(App, owner.WorkspaceId, owner.Client);
        await App.SettleAsync();
        var delivery = (await DeliveryRows.OfAlertAsync(App.Services.GetRequiredService<AlertRows>().Home(owner.WorkspaceId), alert, CancellationToken.None)).Single().Delivery;
        var early = new ChannelTry(owner.WorkspaceId, alert, delivery.NoticeId, delivery.ChannelId, delivery.Tries + 1);
        var before = await WaitingAsync();

        await TryAsync(early);
        Assert.Equal(before + 1, await WaitingAsync());
        await TryAsync(early with { Again = true });
        Assert.Equal(before + 1, await WaitingAsync());
        await TryAsync(early with { Try = delivery.Tries, Again = true });
        Assert.Equal(["pagerduty opened delivered 2"], await ChannelPlace.ToldAsync(owner.Client, alert));
    }

    [Fact]
    public async Task A_deleted_workspace_tells_nobody_any_more()
    {
        var owner = await App.SignUpAsync();
        await ChannelPlace.SaveAsync(owner.Client, place.Channel("webhook", "/deleted"));
        await owner.Client.SendJsonAsync(HttpMethod.Delete, Crew.Path(owner.WorkspaceId), new { }, HttpStatusCode.OK, ("If-Match", "*"));
        await Alarms.TakeAsync(App, Alarms.Raise(owner.WorkspaceId));
        await App.SettleAsync();
        Assert.Empty(place.Receiver.At("/deleted"));
    }

    [Fact]
    public async Task The_test_button_tries_a_channel_at_once_and_says_what_came_of_it()
    {
        var owner = await App.SignUpAsync();
        var channels = await ChannelPlace.SaveAsync(owner.Client, [.. new[] { "slack", "pagerduty", "sms", "webhook" }.Select(k => place.Channel(k, "/tried"))]);
        foreach (var channel in channels) Assert.True((bool)(await TestAsync(owner, channel!))["ok"]!);
        Assert.Equal("alert.test", (string?)JsonNode.Parse(Assert.Single(place.Receiver.At("/tried")).Body)!["type"]);

        place.Slack.Spoil(new Mishap(410, "channel_is_archived"));
        var refused = await TestAsync(owner, channels[0]!);
        Assert.Equal((false, "The channel in Slack is archived. Make a webhook for another one."), ((bool)refused["ok"]!, (string?)refused["text"]));
        Assert.False((bool)(await owner.Client.GetJsonAsync("/api/alerts/rules"))["channels"]![0]!["latest"]!["ok"]!);
    }

    [Fact]
    public async Task No_key_comes_out_of_an_answer_an_export_the_audit_trail_or_a_log()
    {
        var owner = await App.SignUpAsync();
        var channels = await ChannelPlace.SaveAsync(owner.Client, [.. new[] { "slack", "pagerduty", "sms", "webhook" }.Select(k => place.Channel(k, "/quiet"))]);
        place.Slack.Spoil(new Mishap(500));
        foreach (var channel in channels) await TestAsync(owner, channel!);
        using var trail = await owner.Client.GetAsync(new Uri("/api/audit", UriKind.Relative));
        var seen = string.Concat(channels.ToJsonString(), await trail.Content.ReadAsStringAsync(), string.Join('\n', App.Logs.Lines));
        Assert.Contains("alert.channel_tested", seen, StringComparison.Ordinal);
        Assert.All(new[] { new Uri(place.Slack.Webhook).AbsolutePath, LoopbackPagerDuty.Key, LoopbackTwilio.Token, ChannelPlace.Signing }, key => Assert.DoesNotContain(key, seen, StringComparison.Ordinal));
    }

    private async Task<int> WaitingAsync() => (await App.Services.GetRequiredService<StorageClients>().Queues.GetQueueClient(ChannelTry.Queue).GetPropertiesAsync()).Value.ApproximateMessagesCount;

    private Task TryAsync(ChannelTry asked) => App.Services.GetRequiredService<TellChannel>().HandleAsync(new QueueMessage<ChannelTry>("m", asked), CancellationToken.None);

    private static Task<JsonNode> TestAsync(SignedInUser owner, JsonNode channel) => owner.Client.PostJsonAsync($"/api/alerts/channels/{(string)channel["id"]!}/test", new { });
}
