using System.Text.Json;

namespace Artisan.Host.Functions;

/// <summary>
/// Reads what a Functions host posts for a timer or queue function. Strings come double-encoded from today's hosts and plain in the
/// published examples, so a string is unwrapped as long as it is itself a JSON string; metadata is never trusted, because a message's own properties overwrite it.
/// </summary>
public static class Invocation
{
    /// <summary>The text of the queue message in an invocation body.</summary>
    /// <exception cref="JsonException">The body is not an invocation of a queue function.</exception>
    public static string QueueText(JsonElement body)
    {
        if (!TryGet(body, "Data", out var data) || !TryGet(data, "item", out var item)) throw new JsonException("The invocation has no Data.item.");
        if (item.ValueKind is not JsonValueKind.String) return item.GetRawText();
        var text = item.GetString()!;
        return Unwrap(text) ?? text;
    }

    private static string? Unwrap(string text)
    {
        if (text.Length < 2 || text[0] != '"') return null;
        try
        {
            using var inner = JsonDocument.Parse(text);
            return inner.RootElement.GetString();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static bool TryGet(JsonElement element, string name, out JsonElement value)
    {
        value = default;
        if (element.ValueKind is not JsonValueKind.Object) return false;
        foreach (var property in element.EnumerateObject())
        {
            if (!property.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) continue;
            value = property.Value;
            return true;
        }

        return false;
    }
}
