using Artisan.Areas.Receipts.Sealing;

namespace Artisan.Areas.Receipts.Operations;

/// <summary>The public keys as a JSON Web Key Set, the oldest first.</summary>
/// <param name="Keys">Every version ever used, and the next one as soon as it exists.</param>
public sealed record KeysResponse(IReadOnlyList<PublicKeyItem> Keys);

/// <summary>One RSA public key (RFC 7517).</summary>
/// <param name="Alg">RS256.</param>
/// <param name="E">The exponent, base64url.</param>
/// <param name="Kid">The key's RFC 7638 thumbprint.</param>
/// <param name="Kty">RSA.</param>
/// <param name="N">The modulus, base64url.</param>
/// <param name="Use">sig.</param>
/// <param name="ValidFrom">Since when it exists; trust rests on thumbprints and signatures, not on dates.</param>
/// <param name="Previous">The key that vouches for this one; null where a chain begins.</param>
/// <param name="Signature">That key's signature over this one's record, base64.</param>
public sealed record PublicKeyItem(string Alg, string E, string Kid, string Kty, string N, string Use, DateTimeOffset ValidFrom, string? Previous, string Signature);

/// <summary>Every key that ever signed, for anyone: what was published stays.</summary>
internal sealed class GetKeys(SigningKeys keys)
{
    public async Task<Artisan.Platform.Http.Outcome<KeysResponse>> RunAsync(CancellationToken ct) => new KeysResponse(
        [.. (await keys.RecordsAsync(ct)).Select(k => new PublicKeyItem("RS256", k.Key.E, k.Key.Thumbprint, "RSA", k.Key.N, "sig", k.ValidFrom, k.Previous, k.Signature))]);
}
