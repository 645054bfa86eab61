using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Artisan.Platform.Events;

/// <summary>An event that happened. It arrives at least once and in any order: receivers go by the id, and by what the data says about its own order.</summary>
/// <param name="Id">The same for all receivers and at every delivery.</param>
/// <param name="Type">The name of its type.</param>
/// <param name="WorkspaceId">Where it happened.</param>
/// <param name="At">When the change that announced it was made.</param>
/// <param name="Subject">The id of what it happened to.</param>
/// <param name="Data">The resource; null where it would be too long for a message, and is to be fetched.</param>
/// <param name="By">The user who did it, where that is said: he need not be told.</param>
public sealed record WorkspaceEvent(string Id, string Type, string WorkspaceId, DateTimeOffset At, string Subject, JsonElement? Data, string? By = null)
{
    /// <summary>How an event is read and written.</summary>
    public static JsonTypeInfo<WorkspaceEvent> JsonType => EventsJson.Default.WorkspaceEvent;
}

[JsonSerializable(typeof(WorkspaceEvent))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
internal sealed partial class EventsJson : JsonSerializerContext;
