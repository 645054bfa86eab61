using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Artisan.Value.Json;

/// <summary>JSON in the one form of RFC 8785 (JCS): equal values always give equal bytes. Throws <see cref="FormatException"/> for what has no such form.</summary>
public static class CanonicalJson
{
    /// <summary>Nesting deeper than this is refused.</summary>
    public const int MaxDepth = 64;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The canonical UTF-8 bytes of a parsed document.</summary>
    public static byte[] Serialize(JsonElement value)
    {
        var text = new StringBuilder();
        Write(text, value, 0);
        return Encode(text);
    }

    /// <summary>The canonical UTF-8 bytes of a tree; null is the JSON literal.</summary>
    public static byte[] Serialize(JsonNode? value)
    {
        var text = new StringBuilder();
        Write(text, value, 0);
        return Encode(text);
    }

    /// <summary>The canonical text of a tree.</summary>
    public static string Text(JsonNode? value) => StrictUtf8.GetString(Serialize(value));

    /// <summary>A string as a canonical JSON string, quotes included.</summary>
    public static string Quote(string value)
    {
        var text = new StringBuilder(value.Length + 2);
        WriteString(text, value);
        return text.ToString();
    }

    /// <summary>Parses bytes that must already be in canonical form; says in <paramref name="problem"/> what is wrong when they are not.</summary>
    public static bool TryParse(ReadOnlyMemory<byte> utf8, out JsonElement root, out string? problem)
    {
        root = default;
        problem = null;
        try
        {
            using var document = JsonDocument.Parse(utf8, new JsonDocumentOptions { MaxDepth = MaxDepth, AllowDuplicateProperties = false });
            if (!Serialize(document.RootElement).AsSpan().SequenceEqual(utf8.Span))
            {
                problem = "The JSON is not in canonical form (RFC 8785).";
                return false;
            }

            root = document.RootElement.Clone();
            return true;
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException)
        {
            problem = "The text is not canonical JSON: " + e.Message;
            return false;
        }
    }

    private static byte[] Encode(StringBuilder text)
    {
        try
        {
            return StrictUtf8.GetBytes(text.ToString());
        }
        catch (EncoderFallbackException e)
        {
            throw new FormatException("A string holds a lone surrogate.", e);
        }
    }

    private static void Write(StringBuilder text, JsonElement value, int depth)
    {
        RequireDepth(depth);
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                WriteObject(text, value.EnumerateObject().Select(p => (Name(p), p.Value)), depth, Write);
                break;
            case JsonValueKind.Array:
                WriteArray(text, value.EnumerateArray(), depth, Write);
                break;
            case JsonValueKind.String:
                WriteString(text, StringOf(value));
                break;
            case JsonValueKind.Number:
                text.Append(EcmaScriptNumber.Format(value.GetDouble()));
                break;
            default:
                WriteLiteral(text, value.ValueKind);
                break;
        }
    }

    private static void Write(StringBuilder text, JsonNode? value, int depth)
    {
        RequireDepth(depth);
        switch (value)
        {
            case null:
                text.Append("null");
                break;
            case JsonObject obj:
                WriteObject(text, Members(obj), depth, Write);
                break;
            case JsonArray array:
                WriteArray(text, array, depth, Write);
                break;
            default:
                WriteValue(text, value.AsValue());
                break;
        }
    }

    private static void WriteValue(StringBuilder text, JsonValue value)
    {
        var kind = value.GetValueKind();
        switch (kind)
        {
            case JsonValueKind.String:
                // A lone surrogate held in a string would be replaced silently by ToJsonString, so the string itself is asked for.
                WriteString(text, value.TryGetValue<string>(out var s) ? s : JsonSerializer.Deserialize<string>(value.ToJsonString())!);
                break;
            case JsonValueKind.Number:
                text.Append(EcmaScriptNumber.Format(double.Parse(value.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture)));
                break;
            default:
                WriteLiteral(text, kind);
                break;
        }
    }

    private static IEnumerable<(string, JsonNode?)> Members(JsonObject obj)
    {
        try
        {
            return [.. obj.Select(p => (p.Key, p.Value))];
        }
        catch (ArgumentException e)
        {
            throw new FormatException("An object names a key twice.", e);
        }
    }

    private static void WriteObject<T>(StringBuilder text, IEnumerable<(string Name, T Value)> members, int depth, Action<StringBuilder, T, int> write)
    {
        var sorted = members.ToArray();
        Array.Sort(sorted, (a, b) => string.CompareOrdinal(a.Name, b.Name));
        text.Append('{');
        for (var i = 0; i < sorted.Length; i++)
        {
            if (i > 0)
            {
                if (sorted[i].Name == sorted[i - 1].Name)
                {
                    throw new FormatException($"The key {Quote(sorted[i].Name)} appears twice in one object.");
                }

                text.Append(',');
            }

            WriteString(text, sorted[i].Name);
            text.Append(':');
            write(text, sorted[i].Value, depth + 1);
        }

        text.Append('}');
    }

    private static void WriteArray<T>(StringBuilder text, IEnumerable<T> items, int depth, Action<StringBuilder, T, int> write)
    {
        text.Append('[');
        var first = true;
        foreach (var item in items)
        {
            if (!first)
            {
                text.Append(',');
            }

            first = false;
            write(text, item, depth + 1);
        }

        text.Append(']');
    }

    private static readonly SearchValues<char> NeedsEscape =
        SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(c => (char)c), '"', '\\']);

    private static void WriteString(StringBuilder text, string value)
    {
        text.Append('"');
        if (value.AsSpan().ContainsAny(NeedsEscape))
        {
            foreach (var c in value)
            {
                WriteCharacter(text, c);
            }
        }
        else
        {
            text.Append(value);
        }

        text.Append('"');
    }

    private static void WriteCharacter(StringBuilder text, char c)
    {
        _ = c switch
        {
            '"' => text.Append("\\\""),
            '\\' => text.Append("\\\\"),
            '\b' => text.Append("\\b"),
            '\f' => text.Append("\\f"),
            '\n' => text.Append("\\n"),
            '\r' => text.Append("\\r"),
            '\t' => text.Append("\\t"),
            < ' ' => text.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
            _ => text.Append(c),
        };
    }

    private static void WriteLiteral(StringBuilder text, JsonValueKind kind) => text.Append(kind switch
    {
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        JsonValueKind.Null => "null",
        _ => throw new FormatException("The value is undefined."),
    });

    private static string Name(JsonProperty property)
    {
        try
        {
            return property.Name;
        }
        catch (InvalidOperationException e)
        {
            throw new FormatException("A key holds a lone surrogate or invalid UTF-8.", e);
        }
    }

    private static string StringOf(JsonElement value)
    {
        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException e)
        {
            throw new FormatException("A string holds a lone surrogate or invalid UTF-8.", e);
        }
    }

    private static void RequireDepth(int depth)
    {
        if (depth > MaxDepth)
        {
            throw new FormatException($"The JSON is nested deeper than {MaxDepth} levels.");
        }
    }
}
