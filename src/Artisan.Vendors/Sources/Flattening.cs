using System.Text.Json;

namespace Artisan.Vendors.Sources;

/// <summary>A record's JSON as fields: nested objects by underscores, two levels deep; lists as their length; texts cut at 200 characters.</summary>
internal static class Flattening
{
    private const int MostFields = 60;
    private const int LongestText = 200;

    /// <summary>The fields of an object, in its order.</summary>
    public static Dictionary<string, string> Of(JsonElement record, Func<string, bool>? leaveOut = null)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        Add(record, "", 0);
        return fields;

        void Add(JsonElement element, string prefix, int depth)
        {
            foreach (var member in element.EnumerateObject())
            {
                if (fields.Count >= MostFields) return;
                if (NameOf(member) is not { } own || leaveOut?.Invoke(own) is true) continue;
                var name = prefix + own;
                if (member.Value.ValueKind is JsonValueKind.Object && depth < 2) Add(member.Value, name + "_", depth + 1);
                else if (Text(member.Value) is { Length: > 0 } text) fields.TryAdd(name, text);
            }
        }
    }

    // Null where the name holds half a character: nobody can ask for such a field.
    private static string? NameOf(JsonProperty member)
    {
        try
        {
            return member.Name;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>A plain value as text; empty for what is none.</summary>
    public static string Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => Cut(SourceJson.Text(value) ?? ""),
        JsonValueKind.Number => value.GetRawText(),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        JsonValueKind.Array => value.GetArrayLength().ToString(System.Globalization.CultureInfo.InvariantCulture),
        _ => "",
    };

    /// <summary>A text as long as is kept.</summary>
    public static string Cut(string text) => text.Length <= LongestText ? text : text[..(char.IsHighSurrogate(text[LongestText - 1]) ? LongestText - 1 : LongestText)];
}
