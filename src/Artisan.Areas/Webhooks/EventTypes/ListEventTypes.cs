using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using Artisan.Platform.Events;
using Artisan.Platform.Http;

namespace Artisan.Areas.Webhooks.EventTypes;

/// <summary>A type of event.</summary>
/// <param name="Type">Its name.</param>
/// <param name="When">When it happens.</param>
/// <param name="Schema">The JSON Schema of the body that is sent.</param>
public sealed record EventTypeResponse(string Type, string When, JsonObject Schema);

/// <summary>Every type of event that can be sent, with the schema of its body.</summary>
internal sealed class ListEventTypes(EventCatalog catalog)
{
    private readonly Lazy<Page<EventTypeResponse>> _types = new(() => new Page<EventTypeResponse>([.. catalog.Types.Select(Of)], null));

    public Outcome<Page<EventTypeResponse>> Run() => Outcome.Page(_types.Value);

    private static EventTypeResponse Of(EventType type) => new(type.Name, type.When, new JsonObject
    {
        ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
        ["title"] = type.Name,
        ["type"] = "object",
        ["required"] = new JsonArray("type", "timestamp", "workspaceId", "subject", "data"),
        ["properties"] = new JsonObject
        {
            ["type"] = new JsonObject { ["const"] = type.Name },
            ["timestamp"] = Text("date-time"),
            ["workspaceId"] = Text(),
            ["subject"] = Text(),
            ["data"] = new JsonObject { ["anyOf"] = new JsonArray(type.Data.GetJsonSchemaAsNode(new JsonSchemaExporterOptions { TreatNullObliviousAsNonNullable = true }), new JsonObject { ["type"] = "null" }) },
        },
    });

    private static JsonObject Text(string? format = null) => format is null ? new JsonObject { ["type"] = "string" } : new JsonObject { ["type"] = "string", ["format"] = format };
}
