using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Artisan.Platform.Channels;
using Microsoft.Extensions.Options;

namespace Artisan.Vendors.PagerDuty;

/// <summary>
/// Tells a service of PagerDuty through the Events API v2: an alert triggers an incident, and acknowledging or resolving it here does so there. Its id is the
/// dedup key, so that a message that comes twice is one.
/// </summary>
internal sealed class PagerDutySender(ChannelHttp http, IOptions<ChannelsOptions> options) : IChannelSender
{
    private const int MostOfSummary = 1_024;
    private const string Europe = "eu";

    public string Kind => "pagerduty";

    // PagerDuty escalates by its own rules.
    public bool Tells(ChannelStep step) => step is not ChannelStep.Escalated;

    public ChannelPreview Preview(ChannelMessage message) => new("application/json", Body(message, "trigger", "the integration key").ToJsonString());

    public async Task SendAsync(ChannelTarget target, ChannelMessage message, CancellationToken ct)
    {
        await PostAsync(target, Body(message, Action(message.Step), target.Secret), ct);
        // A test is over as soon as it was taken, before anybody is called.
        if (message.Step is ChannelStep.Test) await PostAsync(target, Body(message, "resolve", target.Secret), ct);
    }

    private async Task PostAsync(ChannelTarget target, JsonObject body, CancellationToken ct)
    {
        var api = target.Account == Europe ? options.Value.PagerDutyEuUrl : options.Value.PagerDutyUrl;
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(api, "v2/enqueue")) { Content = JsonContent.Create(body) };
        await http.SendAsync("PagerDuty", request, ct, Refusal);
    }

    private static string Action(ChannelStep step) => step switch { ChannelStep.Acknowledged => "acknowledge", ChannelStep.Resolved => "resolve", _ => "trigger" };

    private static JsonObject Body(ChannelMessage m, string action, string key)
    {
        var body = new JsonObject { ["routing_key"] = key, ["event_action"] = action, ["dedup_key"] = m.Thread };
        if (action != "trigger") return body;
        body["payload"] = new JsonObject
        {
            ["summary"] = m.Heading.Length <= MostOfSummary ? m.Heading : m.Heading[..MostOfSummary],
            ["source"] = $"Artisan: {m.Workspace}",
            ["severity"] = m.Severity,
            ["timestamp"] = m.At.ToString("yyyy-MM-ddTHH:mm:ss.fffzzz", CultureInfo.InvariantCulture),
            ["custom_details"] = new JsonObject { ["reason"] = m.Text, ["alert"] = JsonNode.Parse(m.Details) },
        };
        body["client"] = "Artisan";
        body["client_url"] = m.Link.AbsoluteUri;
        body["links"] = new JsonArray(new JsonObject { ["href"] = m.Link.AbsoluteUri, ["text"] = "Open the alert" });
        return body;
    }

    private static string? Refusal(HttpStatusCode status, string body) => status switch
    {
        HttpStatusCode.BadRequest when Errors(body) is { Count: > 0 } errors && errors.Any(e => e.Contains("routing_key", StringComparison.OrdinalIgnoreCase) || e.Contains("routing key", StringComparison.OrdinalIgnoreCase)) =>
            "PagerDuty does not know this integration key. Copy it once more from the service's integration \"Events API v2\".",
        HttpStatusCode.BadRequest => "PagerDuty cannot read the event.",
        HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized => "PagerDuty does not accept this integration key.",
        _ => null,
    };

    private static List<string> Errors(string body)
    {
        try
        {
            using var read = JsonDocument.Parse(body);
            return read.RootElement.TryGetProperty("errors", out var errors) && errors.ValueKind is JsonValueKind.Array ? [.. errors.EnumerateArray().Select(e => e.ToString())] : [];
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return [];
        }
    }
}
