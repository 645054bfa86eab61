using System.Net;
using System.Text.Json.Nodes;
using Artisan.Testing.Host;
using Artisan.Testing.Vendors.PagerDuty;
using Artisan.Testing.Vendors.Slack;
using Artisan.Testing.Vendors.Twilio;

namespace Artisan.Areas.Tests.Alerts;

/// <summary>An app whose channels lead to servers on this machine, and which tries again at once, twice.</summary>
public sealed class ChannelPlace : IAsyncLifetime
{
    public const string Signing = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    internal ArtisanApp App { get; private set; } = null!;

    internal LoopbackSlack Slack { get; private set; } = null!;

    internal LoopbackPagerDuty Pager { get; private set; } = null!;

    internal LoopbackTwilio Twilio { get; private set; } = null!;

    internal Receiver Receiver { get; private set; } = null!;

    internal IReadOnlyDictionary<string, string?> Settings => new Dictionary<string, string?>
    {
        ["Outbound:AllowPrivate"] = "true",
        ["Channels:PagerDutyUrl"] = Pager.Uri.AbsoluteUri,
        ["Channels:TwilioUrl"] = Twilio.Uri.AbsoluteUri,
        ["Channels:RetrySeconds"] = "0 0",
        ["Channels:TimeoutSeconds"] = "2",
    };

    public async Task InitializeAsync()
    {
        (Slack, Pager, Twilio, Receiver) = (await LoopbackSlack.StartAsync(), await LoopbackPagerDuty.StartAsync(), await LoopbackTwilio.StartAsync(), await Receiver.StartAsync());
        App = await ArtisanApp.StartAsync(settings: Settings);
    }

    public async Task DisposeAsync()
    {
        await App.DisposeAsync();
        foreach (var server in new IAsyncDisposable[] { Slack, Pager, Twilio, Receiver }) await server.DisposeAsync();
    }

    /// <summary>A channel of a kind that leads to its server; other members replace the usual ones.</summary>
    internal JsonObject Channel(string kind, string path = "/alerts", string[]? severities = null) => kind switch
    {
        "slack" => Named(kind, severities, ("secret", Slack.Webhook)),
        "pagerduty" => Named(kind, severities, ("secret", LoopbackPagerDuty.Key)),
        "sms" => Named(kind, severities, ("secret", LoopbackTwilio.Token), ("account", LoopbackTwilio.Account), ("from", LoopbackTwilio.Number), ("to", "+4915112345678")),
        _ => Named(kind, severities, ("secret", Signing), ("address", Receiver.Url(path))),
    };

    /// <summary>Rules with channels.</summary>
    internal static JsonObject Rules(params JsonObject[] channels)
    {
        var rules = Alarms.Rules();
        rules["channels"] = new JsonArray([.. channels.Select(c => c.DeepClone())]);
        return rules;
    }

    /// <summary>Saves channels; answers them as they are shown.</summary>
    internal static async Task<JsonArray> SaveAsync(HttpClient admin, params JsonObject[] channels) => (await Alarms.PutRulesAsync(admin, Rules(channels)))["channels"]!.AsArray();

    /// <summary>What channels were told of an alert: channel kind, step, state and tries.</summary>
    internal static async Task<IReadOnlyList<string>> ToldAsync(HttpClient reader, string alert, HttpStatusCode expected = HttpStatusCode.OK) =>
        [.. (await reader.GetJsonAsync($"/api/alerts/{alert}/deliveries", expected))["items"]!.AsArray().Select(d => $"{d!["kind"]} {d["step"]} {d["state"]} {d["tries"]}")];

    private static JsonObject Named(string kind, string[]? severities, params (string Name, string Value)[] more)
    {
        var channel = new JsonObject { ["kind"] = kind, ["name"] = $"By {kind}", ["severities"] = new JsonArray([.. (severities ?? ["info", "warning", "critical"]).Select(s => (JsonNode)s)]), ["enabled"] = true };
        foreach (var (name, value) in more) channel[name] = value;
        return channel;
    }
}
