using System.Text.Json;
using Artisan.Platform.Sources;

namespace Artisan.Vendors.Sources;

/// <summary>Reads what a source must have said; what it lacks makes the answer malformed.</summary>
internal static class SourceJson
{
    /// <summary>The text of a member.</summary>
    public static string Required(JsonElement element, string name, string vendor) =>
        Optional(element, name) ?? throw Malformed(vendor);

    /// <summary>The text of a member; null where there is none.</summary>
    public static string? Optional(JsonElement element, string name)
    {
        try
        {
            return element.ValueKind is JsonValueKind.Object && element.TryGetProperty(name, out var value) ? Text(value) : null;
        }
        catch (InvalidOperationException)
        {
            // The name of a member beside it holds half a character.
            return null;
        }
    }

    /// <summary>A text; null where it is none, or holds half a character (a surrogate that stands alone), which JSON can say and nothing can read.</summary>
    public static string? Text(JsonElement value)
    {
        try
        {
            return value.ValueKind is JsonValueKind.String ? value.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>The objects of a list.</summary>
    public static IEnumerable<JsonElement> List(JsonElement element, string name, string vendor) =>
        element.ValueKind is JsonValueKind.Object && element.TryGetProperty(name, out var list) && list.ValueKind is JsonValueKind.Array && list.EnumerateArray().All(r => r.ValueKind is JsonValueKind.Object)
            ? list.EnumerateArray()
            : throw Malformed(vendor);

    public static SourceException Malformed(string vendor) => new(SourceFailure.Malformed, $"{vendor} answered something that cannot be read. Try again later; if it stays, tell support.");
}
