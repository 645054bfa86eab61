using System.Text.Json;
using System.Text.Json.Nodes;
using Artisan.Value.Json;
using Artisan.Value.Ledger;

namespace Artisan.Value.Receipts;

/// <summary>One entry of an export: a leaf or a checkpoint.</summary>
internal sealed record ExportEntry(long Index, string? LeafHash, string? Statement, string? Note, string? Jws);

/// <summary>The lines of an export, written and read back in exactly one spelling.</summary>
internal static class ExportLines
{
    /// <summary>A leaf of 30,000 characters, escaped, with its frame, stays below.</summary>
    public const int MaxLineBytes = 256 * 1024;

    public static string Leaf(long index, string hash, string statement) =>
        CanonicalJson.Text(new JsonObject { ["hash"] = hash, ["index"] = index, ["statement"] = statement });

    public static string Checkpoint(string note, string jws) => CanonicalJson.Text(new JsonObject { ["checkpoint"] = note, ["jws"] = jws });

    public static ExportEntry? TryEntry(ReadOnlyMemory<byte> line)
    {
        if (!CanonicalJson.TryParse(line, out var json, out _) || json.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        var names = string.Join(',', json.EnumerateObject().Select(p => p.Name));
        return names switch
        {
            "hash,index,statement" when Texts(json, "hash", "statement") && json.GetProperty("index").ValueKind == JsonValueKind.Number && json.GetProperty("index").TryGetInt64(out var index) =>
                new ExportEntry(index, json.GetProperty("hash").GetString(), json.GetProperty("statement").GetString(), null, null),
            "checkpoint,jws" when Texts(json, "checkpoint", "jws") =>
                new ExportEntry(-1, null, null, json.GetProperty("checkpoint").GetString(), json.GetProperty("jws").GetString()),
            _ => null,
        };
    }

    public static KeyRecord? TryKey(ReadOnlyMemory<byte> line) => CanonicalJson.TryParse(line, out var json, out _) ? KeyRecord.TryParse(json) : null;

    /// <summary>The head of an epoch: the log's name and, where the file holds a part of it, the edge of what comes before; null where it is not as written.</summary>
    public static (string Origin, Frontier? Edge)? TryEpoch(string line)
    {
        if (Quoted(line, "{\"origin\":", ",\"entries\":[") is { } whole) return (whole, null);
        var at = line.IndexOf(",\"edge\":", StringComparison.Ordinal);
        if (at < 0 || Quoted(line[..at], "{\"origin\":", "") is not { } origin || Quoted(line[at..], ",\"edge\":", ",\"entries\":[") is not { } edge || !StrictBase64.TryDecode(edge, out var bytes)) return null;
        try
        {
            return (origin, Frontier.Parse(bytes));
        }
        catch (FormatException)
        {
            return null;
        }
    }

    /// <summary>The string between a prefix and a suffix of the line, both exact; null where they or the string are not as written.</summary>
    public static string? Quoted(string line, string prefix, string suffix)
    {
        if (!line.StartsWith(prefix, StringComparison.Ordinal) || !line.EndsWith(suffix, StringComparison.Ordinal) || line.Length <= prefix.Length + suffix.Length)
        {
            return null;
        }

        var quoted = line[prefix.Length..^suffix.Length];
        try
        {
            return JsonSerializer.Deserialize<string>(quoted) is { } text && CanonicalJson.Quote(text) == quoted ? text : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static bool Texts(JsonElement json, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (json.GetProperty(name).ValueKind != JsonValueKind.String)
            {
                return false;
            }
        }

        return true;
    }
}
