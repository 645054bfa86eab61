using System.Text;
using Artisan.Value.Json;

namespace Artisan.Value.Ledger;

/// <summary>Compact JWS with RS256 and a header of ours only: alg, kid and nothing else, in canonical form, so no other algorithm can be asked for.</summary>
public static class Jws
{
    /// <summary>The bytes that are signed.</summary>
    public static byte[] SigningInput(string kid, ReadOnlySpan<byte> payload) =>
        Encoding.ASCII.GetBytes($"{StrictBase64.EncodeUrl(Header(kid))}.{StrictBase64.EncodeUrl(payload)}");

    /// <summary>The compact form.</summary>
    public static string Compact(string kid, ReadOnlySpan<byte> payload, ReadOnlySpan<byte> signature) =>
        $"{Encoding.ASCII.GetString(SigningInput(kid, payload))}.{StrictBase64.EncodeUrl(signature)}";

    /// <summary>Verifies that the JWS is exactly header, this payload and a signature of this key.</summary>
    public static bool Verify(string jws, RsaPublicKey key, ReadOnlySpan<byte> payload)
    {
        ArgumentNullException.ThrowIfNull(jws);
        ArgumentNullException.ThrowIfNull(key);
        var input = SigningInput(key.Thumbprint, payload);
        var prefix = Encoding.ASCII.GetString(input) + ".";
        return jws.StartsWith(prefix, StringComparison.Ordinal)
            && StrictBase64.TryDecodeUrl(jws[prefix.Length..], out var signature)
            && key.Verifies(input, signature);
    }

    private static byte[] Header(string kid) => Encoding.UTF8.GetBytes($$"""{"alg":"RS256","kid":{{CanonicalJson.Quote(kid)}}}""");
}
