using System.Text.Json;
using System.Text.Json.Nodes;

namespace Artisan.Areas.Value.Definitions;

/// <summary>A version as audit entries show it.</summary>
internal static class DefinitionAudit
{
    public static JsonObject Of(DefinitionVersion version) =>
        JsonNode.Parse(JsonSerializer.Serialize(DefinitionVersionResponse.Of(version), ValueJson.Default.DefinitionVersionResponse))!.AsObject();
}
