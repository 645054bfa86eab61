using System.Text.Json;
using Artisan.Platform.Sources;

namespace Artisan.Vendors.Sources;

/// <summary>Reads what a source must have said; what it lacks makes the answer malformed.</summary>
internal static class SourceJson
{
    /// <summary>The text of a member.</summary>
    public static string Required(JsonElement element, string name, string vendor) =>
        element.ValueKind is JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString()! : throw Malformed(vendor);

    /// <summary>The text of a member; null where there is none.</summary>
    public static string? Optional(JsonElement element, string name) =>
        element.ValueKind is JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;

    /// <summary>The objects of a list.</summary>
    public static IEnumerable<JsonElement> List(JsonElement element, string name, string vendor) =>
        element.ValueKind is JsonValueKind.Object && element.TryGetProperty(name, out var list) && list.ValueKind is JsonValueKind.Array && list.EnumerateArray().All(r => r.ValueKind is JsonValueKind.Object)
            ? list.EnumerateArray()
            : throw Malformed(vendor);

    public static SourceException Malformed(string vendor) => new(SourceFailure.Malformed, $"{vendor} answered something that cannot be read. Try again later; if it stays, tell support.");
}
