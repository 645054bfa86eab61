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
                if (leaveOut?.Invoke(member.Name) is true) continue;
                var name = prefix + member.Name;
                if (member.Value.ValueKind is JsonValueKind.Object && depth < 2) Add(member.Value, name + "_", depth + 1);
                else if (Text(member.Value) is { Length: > 0 } text) fields.TryAdd(name, text);
            }
        }
    }

    /// <summary>A plain value as text; empty for what is none.</summary>
    public static string Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => Cut(value.GetString()!),
        JsonValueKind.Number => value.GetRawText(),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        JsonValueKind.Array => value.GetArrayLength().ToString(System.Globalization.CultureInfo.InvariantCulture),
        _ => "",
    };

    /// <summary>A text as long as is kept.</summary>
    public static string Cut(string text) => text.Length <= LongestText ? text : text[..LongestText];
}
