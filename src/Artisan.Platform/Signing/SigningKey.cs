using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Artisan.Platform.Signing;

/// <summary>One version of the key that signs receipts: its public half, and how trust came to it from the version before.</summary>
/// <param name="Kid">The RFC 7638 thumbprint (SHA-256, base64url): the key's name wherever a signature stands.</param>
/// <param name="Version">What the key store calls this version.</param>
/// <param name="PublicKey">Modulus and exponent.</param>
/// <param name="ValidFrom">Since when it signs.</param>
/// <param name="Succession">The previous version's signature over <see cref="SuccessionOf"/>; null for the first version.</param>
/// <param name="PreviousKid">The version that signed the succession; null for the first version.</param>
public sealed record SigningKey(string Kid, string Version, RSAParameters PublicKey, DateTimeOffset ValidFrom, byte[]? Succession = null, string? PreviousKid = null)
{
    /// <summary>A version of the key by its public half, which names it.</summary>
    public static SigningKey Of(RSAParameters publicKey, string version, DateTimeOffset validFrom) =>
        new(Thumbprint(publicKey), version, new RSAParameters { Modulus = publicKey.Modulus, Exponent = publicKey.Exponent }, validFrom);

    /// <summary>The RFC 7638 thumbprint of an RSA public key.</summary>
    public static string Thumbprint(RSAParameters key) => Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(
        $$"""{"e":"{{Base64Url.EncodeToString(key.Exponent!)}}","kty":"RSA","n":"{{Base64Url.EncodeToString(key.Modulus!)}}"}""")));

    /// <summary>What a key signs to name its successor: three lines that can be mistaken for nothing else that it signs.</summary>
    public static byte[] SuccessionOf(string kid, string nextKid) => Encoding.UTF8.GetBytes($"artisan-key-succession/v1\n{kid}\n{nextKid}\n");

    /// <summary>Whether this key's owner made the signature over the data (RS256).</summary>
    public bool Verifies(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature)
    {
        using var rsa = RSA.Create(PublicKey);
        return rsa.VerifyData(data, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }
}
