using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Artisan.Platform.Signing;

/// <summary>One version of the key that signs receipts: its public half, and how trust came to it from the version before.</summary>
/// <param name="Kid">The RFC 7638 thumbprint (SHA-256, base64url): the key's name wherever a signature stands.</param>
/// <param name="Version">What the key store calls this version.</param>
/// <param name="PublicKey">Modulus and exponent.</param>
/// <param name="ValidFrom">Since when it signs, UTC.</param>
/// <param name="PreviousKid">The version before; null for the first.</param>
/// <param name="Succession">The signature over <see cref="SuccessionInput"/> by the version before; by the key itself where it is the first.</param>
public sealed record SigningKey(string Kid, string Version, RSAParameters PublicKey, DateTimeOffset ValidFrom, string? PreviousKid, byte[] Succession)
{
    /// <summary>The RFC 7638 thumbprint of an RSA public key.</summary>
    public static string Thumbprint(RSAParameters key) => Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(
        $$"""{"e":"{{Base64Url.EncodeToString(key.Exponent!)}}","kty":"RSA","n":"{{Base64Url.EncodeToString(key.Modulus!)}}"}""")));

    /// <summary>What the version before signs to hand over: four lines of plain text, the same as in an export's key records.</summary>
    public static byte[] SuccessionInput(string kid, DateTimeOffset validFrom, string? previousKid) => Encoding.ASCII.GetBytes(
        $"artisan.dev/receipt-key@v1\n{kid}\n{validFrom.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture)}\n{previousKid ?? "-"}\n");

    /// <summary>Whether this key's owner made the signature over the data (RS256).</summary>
    public bool Verifies(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature)
    {
        using var rsa = RSA.Create(PublicKey);
        return rsa.VerifyData(data, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }
}
