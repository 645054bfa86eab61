using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Artisan.Value.Json;
using Artisan.Value.Ledger;

namespace Artisan.Value.Receipts;

/// <summary>
/// A signing key as it is handed on: signed by the key before it, or by itself where it begins a chain. Whoever trusts a key trusts those that follow it.
/// </summary>
public sealed record KeyRecord(RsaPublicKey Key, DateTimeOffset ValidFrom, string? Previous, string Signature)
{
    private const string FirstLine = "artisan.dev/receipt-key@v1";

    /// <summary>The name that the record gives the key; one that is not its thumbprint is refused as a swapped key.</summary>
    public string Kid { get; private init; } = Key.Thumbprint;

    /// <summary>The bytes that the previous key (or, without one, the key itself) signs: four lines of plain text.</summary>
    public static byte[] SigningInput(RsaPublicKey key, DateTimeOffset validFrom, string? previous)
    {
        ArgumentNullException.ThrowIfNull(key);
        return Encoding.ASCII.GetBytes($"{FirstLine}\n{key.Thumbprint}\n{Utc.Text(validFrom)}\n{previous ?? "-"}\n");
    }

    /// <summary>Puts a signature to a key.</summary>
    public static KeyRecord Create(RsaPublicKey key, DateTimeOffset validFrom, string? previous, ReadOnlySpan<byte> signature) =>
        new(key, validFrom, previous, Convert.ToBase64String(signature));

    /// <summary>True only if the signature is by <paramref name="signer"/>, which must be the key named as previous, or the key itself.</summary>
    public bool Verifies(RsaPublicKey signer)
    {
        ArgumentNullException.ThrowIfNull(signer);
        return signer.Thumbprint == (Previous ?? Key.Thumbprint)
            && StrictBase64.TryDecode(Signature, out var signature)
            && signer.Verifies(SigningInput(Key, ValidFrom, Previous), signature);
    }

    /// <summary>The record as one canonical line of JSON.</summary>
    public string ToLine() => CanonicalJson.Text(new JsonObject
    {
        ["e"] = Key.E,
        ["kid"] = Kid,
        ["n"] = Key.N,
        ["previous"] = Previous,
        ["signature"] = Signature,
        ["validFrom"] = Utc.Text(ValidFrom),
    });

    /// <summary>Reads a record; null for whatever would not be written in exactly this way.</summary>
    public static KeyRecord? TryParse(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object
            || !json.EnumerateObject().Select(p => p.Name).SequenceEqual(["e", "kid", "n", "previous", "signature", "validFrom"])
            || json.EnumerateObject().Any(p => p.Value.ValueKind != JsonValueKind.String && !(p.Name == "previous" && p.Value.ValueKind == JsonValueKind.Null))
            || !RsaPublicKey.TryFrom(json.GetProperty("n").GetString(), json.GetProperty("e").GetString(), out var key)
            || Utc.TryParse(json.GetProperty("validFrom").GetString()) is not { } validFrom)
        {
            return null;
        }

        return new KeyRecord(key!, validFrom, json.GetProperty("previous").GetString(), json.GetProperty("signature").GetString()!) { Kid = json.GetProperty("kid").GetString()! };
    }
}
