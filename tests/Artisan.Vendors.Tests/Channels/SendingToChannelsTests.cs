using System.Net;
using System.Text.Json.Nodes;
using Artisan.Platform.Channels;
using Artisan.Platform.Outbound;
using Artisan.Platform.Time;
using Artisan.Testing.Vendors;
using Artisan.Testing.Vendors.PagerDuty;
using Artisan.Testing.Vendors.Slack;
using Artisan.Testing.Vendors.Twilio;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Artisan.Vendors.Tests.Channels;

/// <summary>The channels of alerts against servers that speak the vendors' protocols, with their errors and limits.</summary>
public sealed class SendingToChannelsTests : IAsyncLifetime
{
    private LoopbackSlack _slack = null!;
    private LoopbackPagerDuty _pager = null!;
    private LoopbackTwilio _twilio = null!;
    private ServiceProvider _services = null!;

    public async Task InitializeAsync()
    {
        (_slack, _pager, _twilio) = (await LoopbackSlack.StartAsync(), await LoopbackPagerDuty.StartAsync(), await LoopbackTwilio.StartAsync());
        var configuration = new ConfigurationBuilder().Build();
        _services = new ServiceCollection().AddSingleton<IConfiguration>(configuration).AddLogging().AddVendors(configuration)
            .Configure<OutboundOptions>(o => o.AllowPrivate = true)
            .Configure<ChannelsOptions>(o => (o.PagerDutyUrl, o.PagerDutyEuUrl, o.TwilioUrl, o.TimeoutSeconds) = (_pager.Uri, _pager.Uri, _twilio.Uri, 5))
            .AddSingleton(TimeProvider.System).AddSingleton<SystemClock>().AddSingleton<IHostAddresses, NoNames>()
            .AddSingleton<OutboundAddresses>().AddSingleton<OutboundHttp>().AddSingleton<ChannelHttp>()
            .BuildServiceProvider();
    }

    public async Task DisposeAsync()
    {
        await _services.DisposeAsync();
        foreach (var vendor in new LoopbackVendor[] { _slack, _pager, _twilio }) await vendor.DisposeAsync();
    }

    [Fact]
    public async Task Slack_shows_a_title_that_can_call_nobody_and_hide_no_link()
    {
        await SendAsync("slack", Message(title: "<!channel> <https://evil.example|Sign in> & more" + new string('x', 400)));
        var post = Assert.Single(_slack.Posts).ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        Assert.Contains("&lt;!channel&gt; &lt;https://evil.example|Sign in&gt; &amp; more", post, StringComparison.Ordinal);
        Assert.Contains("<https://app.example/alerts?alert=alt_1|Open the alert>", post, StringComparison.Ordinal);
        Assert.Equal("plain_text", (string?)_slack.Posts[0]["blocks"]![0]!["text"]!["type"]);
    }

    [Fact]
    public async Task PagerDuty_follows_an_alert_by_its_dedup_key()
    {
        foreach (var (step, state) in new[] { (ChannelStep.Opened, "triggered"), (ChannelStep.Opened, "triggered"), (ChannelStep.Acknowledged, "acknowledged"), (ChannelStep.Resolved, "resolved") })
        {
            await SendAsync("pagerduty", Message(step));
            Assert.Equal(state, Assert.Single(_pager.Incidents, i => i.Key == "alt_1").Value);
        }

        var payload = _pager.Events[0]["payload"]!;
        Assert.Equal(("Revenue fell", "Artisan: Example", "critical"), ((string?)payload["summary"], (string?)payload["source"], (string?)payload["severity"]));
        Assert.Null(_pager.Events[3]["payload"]);
    }

    [Fact]
    public async Task A_test_at_PagerDuty_ends_what_it_began()
    {
        await SendAsync("pagerduty", Message(ChannelStep.Test));
        Assert.Equal("resolved", Assert.Single(_pager.Incidents).Value);
    }

    [Fact]
    public async Task A_text_message_is_short_and_ends_with_the_link()
    {
        await SendAsync("sms", Message(title: new string('y', 600)));
        var sent = Assert.Single(_twilio.Sent);
        Assert.True(sent.Body.Length <= 300);
        Assert.EndsWith("https://app.example/alerts?alert=alt_1", sent.Body, StringComparison.Ordinal);
        Assert.Equal((LoopbackTwilio.Number, "+4915112345678"), (sent.From, sent.To));
    }

    [Theory]
    [InlineData("slack", "integration")]
    [InlineData("pagerduty", LoopbackPagerDuty.Key)]
    [InlineData("sms", LoopbackTwilio.Token)]
    public void A_preview_is_what_is_sent_without_the_key(string kind, string key)
    {
        var preview = Sender(kind).Preview(Message());
        Assert.Contains("Revenue fell", preview.Body, StringComparison.Ordinal);
        Assert.DoesNotContain(key, preview.Body, StringComparison.Ordinal);
        if (preview.ContentType == "application/json") Assert.IsType<JsonObject>(JsonNode.Parse(preview.Body));
    }

    public static TheoryData<string, int, string, int?, bool, string> Failures => new()
    {
        { "slack", 400, "invalid_payload", null, true, "cannot read" },
        { "slack", 403, "action_prohibited", null, true, "restricted" },
        { "slack", 404, "no_service", null, true, "Make a new one" },
        { "slack", 404, "channel_not_found", null, true, "gone" },
        { "slack", 410, "channel_is_archived", null, true, "archived" },
        { "slack", 302, "", null, true, "not followed" },
        { "slack", 429, "rate_limited", 30, false, "too much" },
        { "slack", 500, "rollup_error", null, false, "fails at the moment" },
        { "slack", 0, "", null, false, "cannot be reached" },
        { "pagerduty", 400, """{"status":"invalid event","message":"Event object is invalid","errors":["Invalid routing key"]}""", null, true, "integration key" },
        { "pagerduty", 400, "<html>", null, true, "cannot read" },
        { "pagerduty", 429, "", 60, false, "too much" },
        { "pagerduty", 503, "<html>", null, false, "fails at the moment" },
        { "pagerduty", 0, "", null, false, "cannot be reached" },
        { "sms", 401, """{"code":20003,"status":401}""", null, true, "credentials" },
        { "sms", 400, """{"code":21211,"status":400}""", null, true, "Check it" },
        { "sms", 400, """{"code":21610,"status":400}""", null, true, "START" },
        { "sms", 400, """["surprise"]""", null, true, "refuses this (400)" },
        { "sms", 429, """{"code":20429,"status":429}""", 1, false, "too much" },
        { "sms", 500, "", null, false, "fails at the moment" },
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task What_goes_wrong_is_said_in_words_and_tried_again_only_where_that_helps(string kind, int status, string body, int? retryAfter, bool forGood, string words)
    {
        Vendor(kind).Spoil(new Mishap(status, body, retryAfter));
        var e = await Assert.ThrowsAsync<ChannelException>(() => SendAsync(kind, Message()));
        Assert.Equal((forGood, retryAfter), (e.ForGood, (int?)e.RetryAfter?.TotalSeconds));
        Assert.Contains(words, e.Message, StringComparison.Ordinal);
        Assert.All(new[] { _slack.Webhook, LoopbackPagerDuty.Key, LoopbackTwilio.Token }, key => Assert.DoesNotContain(key, e.ToString(), StringComparison.Ordinal));
        await SendAsync(kind, Message());
    }

    [Theory]
    [InlineData("slack", null, null, "Copy its address once more")]
    [InlineData("pagerduty", "00000000000000000000000000000000", null, "integration key")]
    [InlineData("sms", "00000000000000000000000000000000", null, "credentials")]
    [InlineData("sms", null, LoopbackTwilio.NoNumber, "Check it")]
    [InlineData("sms", null, LoopbackTwilio.Unsubscribed, "START")]
    public async Task A_wrong_key_or_number_is_refused_by_the_vendor_and_never_tried_again(string kind, string? secret, string? to, string words)
    {
        var target = kind == "slack" ? new ChannelTarget(new Uri(_slack.Uri, "nowhere").AbsoluteUri) : Target(kind, secret, to);
        if (kind == "slack") _slack.Spoil(new Mishap(404, "<html>"));
        var e = await Assert.ThrowsAsync<ChannelException>(() => Sender(kind).SendAsync(target, Message(), CancellationToken.None));
        Assert.True(e.ForGood);
        Assert.Contains(words, e.Message, StringComparison.Ordinal);
    }

    private static ChannelMessage Message(ChannelStep step = ChannelStep.Opened, string title = "Revenue fell") =>
        new("ntc.chn", "alt_1", step, "critical", title, "It is half of what is usual.", "Example", new Uri("https://app.example/alerts?alert=alt_1"), DateTimeOffset.UnixEpoch, """{"id":"alt_1"}""");

    private IChannelSender Sender(string kind) => _services.GetServices<IChannelSender>().Single(s => s.Kind == kind);

    private LoopbackVendor Vendor(string kind) => kind switch { "slack" => _slack, "pagerduty" => _pager, _ => _twilio };

    private ChannelTarget Target(string kind, string? secret = null, string? to = null) => kind switch
    {
        "slack" => new ChannelTarget(secret ?? _slack.Webhook),
        "pagerduty" => new ChannelTarget(secret ?? LoopbackPagerDuty.Key),
        _ => new ChannelTarget(secret ?? LoopbackTwilio.Token, Account: LoopbackTwilio.Account, From: LoopbackTwilio.Number, To: to ?? "+4915112345678"),
    };

    private Task SendAsync(string kind, ChannelMessage message) => Sender(kind).SendAsync(Target(kind), message, CancellationToken.None);

    private sealed class NoNames : IHostAddresses
    {
        public Task<IPAddress[]> FindAsync(string host, CancellationToken ct) => throw new NotSupportedException("Everything here is on loopback.");
    }
}
