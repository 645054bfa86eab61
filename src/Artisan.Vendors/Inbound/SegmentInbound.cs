using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Artisan.Platform.Sources;
using Artisan.Vendors.Sources;

namespace Artisan.Vendors.Inbound;

/// <summary>
/// Segment's destination Webhooks (Actions): <c>X-Signature</c> is the HMAC-SHA1 of the body in hexadecimal. There is no timestamp in it, so an old message is known by
/// its <c>messageId</c> only. Where Segment batches, the signature covers the first event and nothing else: batches are refused.
/// </summary>
internal sealed class SegmentInbound : IInboundSource
{
    private const int MostFields = 20;
    private const int LongestName = 64;
    private const int LongestId = 200;

    public string Kind => "segment";

    public SourceCredential Secret { get; } = new(
        SourceCredential.WebhookSecret, "Shared secret", "16 to 200 characters of your choice; the same ones stand in the settings of the destination Webhooks (Actions) in Segment.", IsSecret: true, IsOptional: true);

    public string? Problem(string secret) => InboundCheck.Problem(secret);

    public InboundRefusal? Verify(InboundRequest request, string secret, DateTimeOffset now) =>
#pragma warning disable CA5350 // What Segment signs with. As a keyed hash SHA-1 has no known weakness.
        InboundCheck.Same(Convert.ToHexStringLower(HMACSHA1.HashData(Encoding.UTF8.GetBytes(secret), request.Body.Span)), request.Header("X-Signature")?.ToLowerInvariant()) ? null : InboundRefusal.BadSignature;
#pragma warning restore CA5350

    /// <summary>An event that was tracked becomes a point: its numbers, and 1 under its own name. Other calls say nothing that could be measured.</summary>
    public InboundContent Read(InboundRequest request)
    {
        try
        {
            using var document = JsonDocument.Parse(request.Body);
            var sent = document.RootElement;
            if (sent.ValueKind is JsonValueKind.Array || (sent.ValueKind is JsonValueKind.Object && sent.TryGetProperty("batch", out _))) return Unreadable("Switch batching off: Segment signs only the first event of a batch.");
            if (sent.ValueKind is not JsonValueKind.Object || Text(sent, "messageId") is not { Length: > 0 and <= LongestId } id) return Unreadable("An event has a messageId of 1 to 200 characters.");
            if (Text(sent, "type") != "track") return new InboundContent(id);
            return (Text(sent, "timestamp") ?? Text(sent, "originalTimestamp")) is { } time && Text(sent, "event") is { Length: > 0 } name ? new InboundContent(id, Point(id, time, name, sent)) : Unreadable("An event that is tracked has a name and a timestamp.");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return Unreadable("It is not JSON, or holds half a character.");
        }
    }

    private static ReadOnlyMemory<byte> Point(string id, string time, string name, JsonElement sent)
    {
        var fields = new JsonObject { [NameOf(name)] = "1" };
        if (sent.TryGetProperty("properties", out var properties) && properties.ValueKind is JsonValueKind.Object)
        {
            foreach (var property in properties.EnumerateObject())
            {
                if (fields.Count < MostFields && Number(property.Value) is { } number) fields.TryAdd(NameOf(property.Name), number);
            }
        }

        return Encoding.UTF8.GetBytes(new JsonObject { ["id"] = id, ["time"] = time, ["fields"] = fields }.ToJsonString());
    }

    private static string? Number(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number when value.TryGetDecimal(out var number) => number.ToString(CultureInfo.InvariantCulture),
        JsonValueKind.String when decimal.TryParse(SourceJson.Text(value), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) => number.ToString(CultureInfo.InvariantCulture),
        _ => null,
    };

    // "Order Completed" is order_completed: a name that formulas can use.
    private static string NameOf(string text)
    {
        var name = new StringBuilder(text.Length + 1);
        foreach (var c in text.Take(LongestName - 1)) name.Append(char.IsAsciiLetterOrDigit(c) ? char.ToLowerInvariant(c) : '_');
        if (name.Length == 0 || char.IsAsciiDigit(name[0])) name.Insert(0, '_');
        return name.ToString();
    }

    private static string? Text(JsonElement sent, string name) => sent.TryGetProperty(name, out var value) ? SourceJson.Text(value) : null;

    private static InboundContent Unreadable(string why) => new("", Problem: why);
}
