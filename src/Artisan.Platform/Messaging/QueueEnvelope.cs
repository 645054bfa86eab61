using System.Text.Json;
using System.Text.Json.Serialization;

namespace Artisan.Platform.Messaging;

/// <summary>
/// How a message travels in a queue. The body sits inside, because the Functions host lets a message's own top-level
/// properties overwrite its metadata, and because the id must not depend on the host.
/// </summary>
/// <param name="Id">The outbox message's id.</param>
/// <param name="Trace">W3C traceparent of the cause.</param>
/// <param name="Body">The message.</param>
/// <param name="Replays">How often it was taken out of the poison queue; null where it never was in there.</param>
public sealed record QueueEnvelope(string Id, string? Trace, JsonElement Body, int? Replays = null)
{
    /// <summary>How an envelope is read and written.</summary>
    public static System.Text.Json.Serialization.Metadata.JsonTypeInfo<QueueEnvelope> JsonType => OutboxJson.Default.QueueEnvelope;
}

[JsonSerializable(typeof(QueueEnvelope))]
[JsonSerializable(typeof(BellMessage))]
[JsonSerializable(typeof(PeopleSweep))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
internal sealed partial class OutboxJson : JsonSerializerContext;

/// <summary>Names a partition whose outbox may still hold something.</summary>
public sealed record BellMessage(string Table, string Partition)
{
    internal static System.Text.Json.Serialization.Metadata.JsonTypeInfo<BellMessage> JsonType => OutboxJson.Default.BellMessage;
}
