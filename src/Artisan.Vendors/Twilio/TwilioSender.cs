using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Artisan.Platform.Channels;
using Microsoft.Extensions.Options;

namespace Artisan.Vendors.Twilio;

/// <summary>Sends a text message through the workspace's own account at Twilio.</summary>
internal sealed class TwilioSender(ChannelHttp http, IOptions<ChannelsOptions> options) : IChannelSender
{
    // Two parts of a message, which is what a phone shows at a glance; each part is paid for.
    private const int MostOfText = 300;
    private const string ServicePrefix = "MG";

    public string Kind => "sms";

    public bool Tells(ChannelStep step) => step is ChannelStep.Opened or ChannelStep.Escalated or ChannelStep.Test;

    public ChannelPreview Preview(ChannelMessage message) => new("text/plain", Text(message));

    public async Task SendAsync(ChannelTarget target, ChannelMessage message, CancellationToken ct)
    {
        var address = new Uri(options.Value.TwilioUrl, $"2010-04-01/Accounts/{target.Account}/Messages.json");
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new FormUrlEncodedContent(Fields(target, message)) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{target.Account}:{target.Secret}")));
        await http.SendAsync("Twilio", request, ct, Refusal);
    }

    private static Dictionary<string, string> Fields(ChannelTarget target, ChannelMessage message) => new()
    {
        ["To"] = target.To!,
        [target.From!.StartsWith(ServicePrefix, StringComparison.Ordinal) ? "MessagingServiceSid" : "From"] = target.From,
        ["Body"] = Text(message),
    };

    private static string Text(ChannelMessage m)
    {
        var (head, link) = ($"[{m.Severity}] {m.Heading}. ", $" {m.Link.AbsoluteUri}");
        var room = Math.Max(0, MostOfText - link.Length);
        var words = head + m.Text;
        return (words.Length <= room ? words : words[..Math.Max(0, room - 1)] + "…") + link;
    }

    // Of the many codes those that somebody can do something about (https://www.twilio.com/docs/api/errors).
    private static string? Refusal(HttpStatusCode status, string body) => Code(body) switch
    {
        21211 or 21217 or 21614 => "Twilio says that the number is none that takes text messages. Check it.",
        21610 => "The owner of this number has unsubscribed from your Twilio number. He has to text START to it.",
        21408 or 21612 => "Your Twilio account may not send to this number's country.",
        21608 => "A Twilio trial account sends only to numbers that were verified.",
        21212 or 21603 or 21606 or 21659 or 21660 or 21701 => "Your Twilio account may not send from this number. Check it.",
        20003 => "Twilio does not accept these credentials. Copy the account SID and the auth token once more.",
        20404 => "Twilio does not know this account. Copy its SID once more.",
        _ => status is HttpStatusCode.Unauthorized ? "Twilio does not accept these credentials. Copy the account SID and the auth token once more." : null,
    };

    private static int? Code(string body)
    {
        try
        {
            using var read = JsonDocument.Parse(body);
            return read.RootElement.TryGetProperty("code", out var code) && code.TryGetInt32(out var number) ? number : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
