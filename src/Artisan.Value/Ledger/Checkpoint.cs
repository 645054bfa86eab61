using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Artisan.Value.Json;

namespace Artisan.Value.Ledger;

/// <summary>The head of a log at one size: what is signed (C2SP tlog-checkpoint). The origin names the log and its epoch.</summary>
public sealed record Checkpoint(string Origin, long Size, MerkleHash Root)
{
    /// <summary>The three lines that the note's signature covers.</summary>
    public string Body() => string.Create(CultureInfo.InvariantCulture, $"{Origin}\n{Size}\n{Root.ToBase64()}\n");

    /// <summary>The bytes to be signed for the note: RSASSA-PKCS1-v1_5 over their SHA-256.</summary>
    public byte[] NoteSigningInput() => Encoding.UTF8.GetBytes(Body());

    /// <summary>The bytes to be signed for the JWS: protected header and payload, RS256. They hold no time, so every signer gets the same.</summary>
    public byte[] JwsSigningInput(string kid) => Jws.SigningInput(kid, CanonicalJson.Serialize(Payload()));

    /// <summary>What the JWS states.</summary>
    public JsonObject Payload() => new() { ["origin"] = Origin, ["root"] = Root.ToBase64(), ["size"] = Size };

    /// <summary>Reads exactly the three lines; false for extension lines, other spellings of the numbers, or an origin with blanks or a plus sign.</summary>
    public static bool TryParseBody(string body, out Checkpoint? checkpoint)
    {
        checkpoint = null;
        var lines = body.Split('\n');
        if (lines is not [{ Length: > 0 } origin, var size, var root, ""]
            || !IsKeyName(origin)
            || !long.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out var n)
            || !MerkleHash.TryParseBase64(root, out var hash))
        {
            return false;
        }

        checkpoint = new Checkpoint(origin, n, hash);
        return checkpoint.Body() == body;
    }

    /// <summary>What may be an origin and so a key name of a signed note.</summary>
    internal static bool IsKeyName(string name) => name.Length is > 0 and <= 200 && !name.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || c == '+');
}
