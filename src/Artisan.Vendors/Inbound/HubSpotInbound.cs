using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Artisan.Platform.Sources;

namespace Artisan.Vendors.Inbound;

/// <summary>
/// HubSpot's webhooks, signature version 3: base64 of the HMAC-SHA256, under the app's client secret, of method, address, body and timestamp; five minutes old at most. They
/// say which records changed, not how: what follows is that the source is read.
/// </summary>
internal sealed class HubSpotInbound : IInboundSource
{
    public string Kind => "hubspot";

    public SourceCredential Secret { get; } = new(
        SourceCredential.WebhookSecret, "Client secret for webhooks", "The app's client secret (Auth). Give the app the address below as its target, and changes are read within a minute instead of within the hour.", IsSecret: true, IsOptional: true);

    public string? Problem(string secret) => InboundCheck.Problem(secret);

    public InboundRefusal? Verify(InboundRequest request, string secret, DateTimeOffset now)
    {
        if (request.Header("X-HubSpot-Request-Timestamp") is not { } stamp || !long.TryParse(stamp, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds)) return InboundRefusal.BadSignature;
        byte[] signed = [.. Encoding.UTF8.GetBytes($"POST{request.Address.AbsoluteUri}"), .. request.Body.Span, .. Encoding.UTF8.GetBytes(stamp)];
        var expected = Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), signed));
        if (!InboundCheck.Same(expected, request.Header("X-HubSpot-Signature-v3"))) return InboundRefusal.BadSignature;
        // Compared as numbers: a stamp may be any 64-bit number, which no date need hold.
        return Int128.Abs((Int128)now.ToUnixTimeMilliseconds() - milliseconds) <= (Int128)InboundCheck.Tolerance.TotalMilliseconds ? null : InboundRefusal.Stale;
    }

    public InboundContent Read(InboundRequest request)
    {
        try
        {
            using var document = JsonDocument.Parse(request.Body);
            if (document.RootElement.ValueKind is not JsonValueKind.Array || document.RootElement.GetArrayLength() == 0) return Unreadable("HubSpot sends a list of events.");
            var ids = new StringBuilder();
            foreach (var happened in document.RootElement.EnumerateArray())
            {
                if (happened.ValueKind is not JsonValueKind.Object || !happened.TryGetProperty("eventId", out var id) || id.ValueKind is not JsonValueKind.Number) return Unreadable("An event of HubSpot has an eventId.");
                // The number alone is not unique; how often it was tried to send it must not count.
                ids.Append(id.GetRawText()).Append(':').Append(Raw(happened, "subscriptionId")).Append(':').Append(Raw(happened, "occurredAt")).Append(';');
            }

            return new InboundContent(InboundCheck.Digest(ids.ToString()));
        }
        catch (JsonException)
        {
            return Unreadable("It is not JSON.");
        }
    }

    private static string Raw(JsonElement happened, string name) => happened.TryGetProperty(name, out var value) ? value.GetRawText() : "";

    private static InboundContent Unreadable(string why) => new("", Problem: why);
}
