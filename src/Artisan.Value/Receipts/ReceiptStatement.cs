using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Artisan.Value.Json;
using Artisan.Value.Ledger;

namespace Artisan.Value.Receipts;

/// <summary>What a receipt states. Its canonical bytes are the leaf of the log; they are kept and never made anew.</summary>
public sealed record ReceiptStatement(string Kind, string Id, string Workspace, DateTimeOffset IssuedAt, JsonObject Body)
{
    public const string Format = "artisan.dev/receipt@v1";

    /// <summary>The longest statement, in characters (UTF-16 units).</summary>
    public const int MaxCharacters = 30_000;

    private static readonly string[] Members = ["body", "format", "id", "issuedAt", "kind", "workspace"];

    /// <summary>The canonical UTF-8 bytes. Throws <see cref="ArgumentException"/> over <see cref="MaxCharacters"/>: larger evidence goes in by its hash.</summary>
    public byte[] ToBytes()
    {
        var text = CanonicalJson.Text(new JsonObject
        {
            ["body"] = Body.DeepClone(),
            ["format"] = Format,
            ["id"] = Id,
            ["issuedAt"] = Utc.Text(IssuedAt),
            ["kind"] = Kind,
            ["workspace"] = Workspace,
        });
        return text.Length <= MaxCharacters
            ? Encoding.UTF8.GetBytes(text)
            : throw new ArgumentException($"The statement has {text.Length} characters; a leaf holds {MaxCharacters}.");
    }

    /// <summary>Reads a statement that is canonical, complete and has no other members; says what is wrong otherwise.</summary>
    public static bool TryParse(ReadOnlyMemory<byte> utf8, out ReceiptStatement? statement, out string? problem)
    {
        statement = null;
        if (!CanonicalJson.TryParse(utf8, out var root, out problem))
        {
            return false;
        }

        problem = Problem(utf8, root);
        if (problem is not null)
        {
            return false;
        }

        statement = new ReceiptStatement(
            root.GetProperty("kind").GetString()!,
            root.GetProperty("id").GetString()!,
            root.GetProperty("workspace").GetString()!,
            Utc.TryParse(root.GetProperty("issuedAt").GetString())!.Value,
            JsonObject.Create(root.GetProperty("body"))!);
        return true;
    }

    private static string? Problem(ReadOnlyMemory<byte> utf8, JsonElement root)
    {
        if (Encoding.UTF8.GetCharCount(utf8.Span) > MaxCharacters)
        {
            return $"The statement has over {MaxCharacters} characters.";
        }

        if (root.ValueKind != JsonValueKind.Object || !root.EnumerateObject().Select(p => p.Name).SequenceEqual(Members))
        {
            return $"A statement has exactly the members {string.Join(", ", Members)}.";
        }

        if (root.GetProperty("body").ValueKind != JsonValueKind.Object)
        {
            return "The body is not an object.";
        }

        var texts = Members.Skip(1).ToDictionary(m => m, m => root.GetProperty(m) is { ValueKind: JsonValueKind.String } s ? s.GetString()! : "");
        return texts.FirstOrDefault(t => t.Value.Length == 0) is { Key: { } missing } ? $"{missing} is not a text."
            : texts["format"] != Format ? $"The format is not {Format}."
            : Utc.TryParse(texts["issuedAt"]) is null ? "issuedAt is not an instant in UTC with seven digits of a second."
            : null;
    }
}
