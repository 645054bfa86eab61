using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Artisan.Platform.Mail;
using Artisan.Platform.Time;
using Microsoft.Extensions.Options;

namespace Artisan.Vendors.SendGrid;

/// <summary>
/// Sends through SendGrid's <c>POST /v3/mail/send</c>. What it refuses for good is a <see cref="MailRefusedException"/>; a full minute is waited for where it is
/// nearly over, and everything else is left to the queue. Links are not rewritten for counting: some of them are keys.
/// </summary>
internal sealed class SendGridMailer(IHttpClientFactory clients, IOptions<MailOptions> options, SystemClock clock) : IMailer
{
    public const string ClientName = "sendgrid";

    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);

    public async Task SendAsync(string id, Email mail, CancellationToken ct)
    {
        using var first = await PostAsync(id, mail, ct);
        if (first.StatusCode is not HttpStatusCode.TooManyRequests)
        {
            await CheckAsync(first, ct);
            return;
        }

        var wait = UntilReset(first);
        if (wait > LongestWait) throw new HttpRequestException("SendGrid takes no more e-mails for now.", null, first.StatusCode);
        await Task.Delay(wait, clock.Provider, ct);
        using var second = await PostAsync(id, mail, ct);
        await CheckAsync(second, ct);
    }

    private async Task<HttpResponseMessage> PostAsync(string id, Email mail, CancellationToken ct)
    {
        using var client = clients.CreateClient(ClientName);
        using var request = new HttpRequestMessage(HttpMethod.Post, "v3/mail/send") { Content = new ByteArrayContent(Body(id, mail)) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", options.Value.ApiKey);
        return await client.SendAsync(request, ct);
    }

    private static async Task CheckAsync(HttpResponseMessage response, CancellationToken ct)
    {
        if (response.IsSuccessStatusCode) return;
        var fields = await RefusedFieldsAsync(response, ct);
        // A wrong key or a missing right is ours to repair: such mails wait in the queue, and then in its poison queue, until it is done.
        if (response.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.RequestEntityTooLarge) throw new MailRefusedException($"SendGrid refuses the e-mail ({(int)response.StatusCode}: {fields}).");
        throw new HttpRequestException($"SendGrid answered {(int)response.StatusCode} ({fields}).", null, response.StatusCode);
    }

    // The messages quote addresses, so only the names of the fields go into an exception and from there into a log.
    private static async Task<string> RefusedFieldsAsync(HttpResponseMessage response, CancellationToken ct)
    {
        try
        {
            using var body = await JsonDocument.ParseAsync(await response.Content.ReadAsStreamAsync(ct), cancellationToken: ct);
            var names = body.RootElement.GetProperty("errors").EnumerateArray().Select(e => e.TryGetProperty("field", out var field) && field.ValueKind is JsonValueKind.String ? field.GetString()! : "unnamed");
            return string.Join(", ", names.Take(5));
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return "no reason given";
        }
    }

    private TimeSpan UntilReset(HttpResponseMessage response)
    {
        if (response.Headers.RetryAfter?.Delta is { } delta) return delta;
        return response.Headers.TryGetValues("X-RateLimit-Reset", out var values) && long.TryParse(values.First(), NumberStyles.None, CultureInfo.InvariantCulture, out var reset)
            ? TimeSpan.FromSeconds(Math.Max(0, reset - clock.Now.ToUnixTimeSeconds()) + 1)
            : TimeSpan.FromSeconds(1);
    }

    private byte[] Body(string id, Email mail)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            WriteRecipient(json, mail.To);
            WriteSender(json);
            if (mail.Thread?.ReplyTo is { } replyTo) WriteAddress(json, "reply_to", replyTo);
            json.WriteString("subject", mail.Subject);
            WriteContent(json, mail);
            json.WriteStartArray("categories");
            json.WriteStringValue(mail.Category);
            json.WriteEndArray();
            json.WriteStartObject("custom_args");
            json.WriteString("message_id", id);
            json.WriteEndObject();
            WriteHeaders(json, mail);
            WriteNoTracking(json);
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }

    private static void WriteRecipient(Utf8JsonWriter json, string to)
    {
        json.WriteStartArray("personalizations");
        json.WriteStartObject();
        json.WriteStartArray("to");
        json.WriteStartObject();
        json.WriteString("email", to);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private void WriteSender(Utf8JsonWriter json)
    {
        json.WriteStartObject("from");
        json.WriteString("email", options.Value.From);
        json.WriteString("name", options.Value.FromName);
        json.WriteEndObject();
    }

    // Plain text must come first.
    private static void WriteContent(Utf8JsonWriter json, Email mail)
    {
        json.WriteStartArray("content");
        foreach (var (type, value) in new[] { ("text/plain", mail.Text), ("text/html", mail.Html) })
        {
            json.WriteStartObject();
            json.WriteString("type", type);
            json.WriteString("value", value);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteHeaders(Utf8JsonWriter json, Email mail)
    {
        if (mail is { Unsubscribe: null, Thread: null }) return;
        json.WriteStartObject("headers");
        if (mail.Unsubscribe is { } unsubscribe)
        {
            json.WriteString("List-Unsubscribe", $"<{unsubscribe.AbsoluteUri}>");
            json.WriteString("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        }

        if (mail.Thread is { } thread)
        {
            json.WriteString("Message-ID", $"<{thread.MessageId}>");
            json.WriteString("In-Reply-To", $"<{thread.References}>");
            json.WriteString("References", $"<{thread.References}>");
        }

        json.WriteEndObject();
    }

    private static void WriteAddress(Utf8JsonWriter json, string property, string address)
    {
        json.WriteStartObject(property);
        json.WriteString("email", address);
        json.WriteEndObject();
    }

    private static void WriteNoTracking(Utf8JsonWriter json)
    {
        json.WriteStartObject("tracking_settings");
        foreach (var kind in new[] { "click_tracking", "open_tracking" })
        {
            json.WriteStartObject(kind);
            json.WriteBoolean("enable", false);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }
}
