using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Artisan.Vendors.Sources;

/// <summary>How far Stripe was read: lists come the newest first, from <paramref name="Since"/> on; <paramref name="Newest"/> is the newest met on the way.</summary>
internal sealed record StripeCursor(long Since, string? After = null, long Newest = 0);

/// <summary>How far HubSpot was read: what changed from an instant on (milliseconds), and the offset within it.</summary>
internal sealed record HubSpotCursor(long Since, string? After = null);

/// <summary>How far Salesforce was read: what changed from an instant on, the next page of a running query, and the last change met.</summary>
internal sealed record SalesforceCursor(DateTimeOffset Since, string? Next = null, DateTimeOffset? Last = null);

/// <summary>How far Pipedrive was read: what changed from an instant on, the next page of a running list, and the last change met.</summary>
internal sealed record PipedriveCursor(DateTimeOffset Since, string? Next = null, DateTimeOffset? Last = null);

/// <summary>How cursors are written.</summary>
[JsonSerializable(typeof(StripeCursor))]
[JsonSerializable(typeof(HubSpotCursor))]
[JsonSerializable(typeof(SalesforceCursor))]
[JsonSerializable(typeof(PipedriveCursor))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
internal sealed partial class Cursors : JsonSerializerContext
{
    public static string Write<T>(T cursor, JsonTypeInfo<T> type) => JsonSerializer.Serialize(cursor, type);

    public static T Read<T>(string? cursor, JsonTypeInfo<T> type, T first)
        where T : class => cursor is null ? first : JsonSerializer.Deserialize(cursor, type) ?? first;
}
