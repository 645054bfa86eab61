using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Artisan.Platform.Channels;

namespace Artisan.Vendors.Slack;

/// <summary>Posts through a Slack incoming webhook, whose address is the key to its channel.</summary>
internal sealed class SlackSender(ChannelHttp http) : IChannelSender
{
    // Slack's own limits are 150 characters of a header and 3,000 of a section.
    private const int MostOfHeader = 140;
    private const int MostOfText = 2_800;

    public string Kind => "slack";

    public bool Tells(ChannelStep step) => step is not ChannelStep.Acknowledged;

    public ChannelPreview Preview(ChannelMessage message) => new("application/json", Body(message).ToJsonString());

    public async Task SendAsync(ChannelTarget target, ChannelMessage message, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, target.Secret) { Content = JsonContent.Create(Body(message)) };
        await http.SendAsync("Slack", request, ct, Refusal);
    }

    private static JsonObject Body(ChannelMessage m) => new()
    {
        ["text"] = Escaped($"[{m.Severity}] {m.Heading}", MostOfText),
        ["blocks"] = new JsonArray(
            new JsonObject { ["type"] = "header", ["text"] = new JsonObject { ["type"] = "plain_text", ["text"] = Cut($"{Sign(m)} {m.Heading}", MostOfHeader), ["emoji"] = true } },
            new JsonObject { ["type"] = "section", ["text"] = new JsonObject { ["type"] = "mrkdwn", ["text"] = $"{Escaped(m.Text, MostOfText)}\n<{m.Link.AbsoluteUri}|Open the alert>" } },
            new JsonObject { ["type"] = "context", ["elements"] = new JsonArray(new JsonObject { ["type"] = "mrkdwn", ["text"] = Escaped($"{m.Severity} · {m.Workspace} · Artisan", MostOfText) }) }),
    };

    private static string Sign(ChannelMessage m) => m.Step is ChannelStep.Resolved ? ":white_check_mark:" : m.Severity switch { "critical" => ":red_circle:", "warning" => ":large_yellow_circle:", _ => ":large_blue_circle:" };

    // The three characters that mean something to Slack: without this a title could call a whole channel, or hide where a link leads.
    private static string Escaped(string text, int most) =>
        Cut(text, most).Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);

    private static string Cut(string text, int most) => text.Length <= most ? text : text[..(most - 1)] + "…";

    private static string? Refusal(HttpStatusCode status, string body) => body.Trim() switch
    {
        "no_service" or "no_active_hooks" or "no_service_id" or "no_team" or "invalid_token" or "team_disabled" => "Slack does not know this webhook any more. Make a new one in Slack, and save its address here.",
        "action_prohibited" => "Slack lets nobody post there: an admin of your Slack workspace has restricted it.",
        "channel_is_archived" => "The channel in Slack is archived. Make a webhook for another one.",
        "channel_not_found" => "The channel in Slack is gone. Make a webhook for another one.",
        "posting_to_general_channel_denied" => "Slack lets only admins post to this channel. Make a webhook for another one.",
        "invalid_payload" or "no_text" or "too_many_attachments" => "Slack cannot read the message.",
        _ => status switch
        {
            HttpStatusCode.NotFound => "Slack does not know this webhook. Copy its address once more.",
            HttpStatusCode.Gone => "The webhook in Slack is gone. Make a new one, and save its address here.",
            _ => null,
        },
    };
}
