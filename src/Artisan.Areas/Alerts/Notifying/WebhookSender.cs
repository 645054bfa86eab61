using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Artisan.Areas.Webhooks.Contracts;
using Artisan.Platform.Channels;
using Artisan.Platform.Time;

namespace Artisan.Areas.Alerts.Notifying;

/// <summary>Posts to a system of the workspace's own, signed by Standard Webhooks; the id is the same at every try.</summary>
internal sealed class WebhookSender(ChannelHttp http, SystemClock clock) : IChannelSender
{
    public string Kind => "webhook";

    public bool Tells(ChannelStep step) => true;

    public ChannelPreview Preview(ChannelMessage message) => new("application/json", Body(message));

    public async Task SendAsync(ChannelTarget target, ChannelMessage message, CancellationToken ct)
    {
        var (now, body) = (clock.Now, Encoding.UTF8.GetBytes(Body(message)));
        using var request = new HttpRequestMessage(HttpMethod.Post, target.Address) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add("webhook-id", message.Id);
        request.Headers.Add("webhook-timestamp", now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("webhook-signature", StandardWebhooks.Sign(message.Id, now, body, [target.Secret]));
        await http.SendAsync("The receiver", request, ct);
    }

    private static string Body(ChannelMessage m) => new JsonObject
    {
        ["type"] = m.Step switch
        {
            ChannelStep.Opened => "alert.opened",
            ChannelStep.Escalated => "alert.escalated",
            ChannelStep.Acknowledged => "alert.acknowledged",
            ChannelStep.Resolved => "alert.resolved",
            ChannelStep.Test => "alert.test",
            _ => throw new ArgumentOutOfRangeException(nameof(m)),
        },
        ["timestamp"] = m.At.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture),
        ["workspace"] = m.Workspace,
        ["link"] = m.Link.AbsoluteUri,
        ["data"] = JsonNode.Parse(m.Details),
    }.ToJsonString();
}
