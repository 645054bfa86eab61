using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Artisan.LocalHost.Invocations;

/// <summary>
/// The trap of the Functions host, kept on purpose: top-level scalars and objects of a JSON message go into Metadata and replace what is
/// there, whatever the casing; arrays and nulls are left out, scalars lose their JSON form.
/// </summary>
internal static class MessageProperties
{
    public static void MergeInto(JsonObject metadata, string text)
    {
        foreach (var property in Read(text))
        {
            // Names that end so are binding names to the Functions host and never reach the handler.
            if (property.Key.EndsWith("trigger", StringComparison.OrdinalIgnoreCase)) continue;

            var name = metadata.Select(entry => entry.Key).FirstOrDefault(key => key.Equals(property.Key, StringComparison.OrdinalIgnoreCase)) ?? property.Key;
            switch (property.Value)
            {
                case JsonObject inner:
                    metadata[name] = inner.DeepClone();
                    break;
                case JsonValue scalar:
                    metadata[name] = InvocationBody.Quoted(Text(scalar));
                    break;
            }
        }
    }

    private static List<KeyValuePair<string, JsonNode?>> Read(string text)
    {
        var trimmed = text.Trim();
        if (!trimmed.StartsWith('{') || !trimmed.EndsWith('}')) return [];
        try
        {
            return JsonNode.Parse(trimmed) is JsonObject message ? message.ToList() : [];
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            // Not JSON, or a doubled name: then there is nothing to merge.
            return [];
        }
    }

    private static string Text(JsonValue scalar) => scalar.GetValueKind() switch
    {
        JsonValueKind.True => "True",
        JsonValueKind.False => "False",
        JsonValueKind.Number => Number(scalar),
        _ => Date(scalar.GetValue<string>()),
    };

    private static string Number(JsonValue scalar)
    {
        var raw = scalar.ToJsonString();
        if (raw.AsSpan().IndexOfAny('.', 'e', 'E') < 0) return raw;
        return double.Parse(raw, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture);
    }

    // The Functions host's JSON reader takes an ISO date for a date and prints it its own way.
    private static string Date(string text)
    {
        var dateLike = text.Length >= 19 && text[4] == '-' && text[7] == '-' && text[10] == 'T';
        return dateLike && DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var date)
            ? date.ToString("MM/dd/yyyy HH:mm:ss", CultureInfo.InvariantCulture)
            : text;
    }
}
