using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Artisan.Value.Json;

namespace Artisan.Value.Ledger;

/// <summary>An RSA public key by modulus and exponent. Its <see cref="Thumbprint"/> (RFC 7638, SHA-256, base64url) is its name everywhere.</summary>
public sealed class RsaPublicKey
{
    private readonly RSA _rsa;
    private readonly Lock _one = new();
    private readonly byte[] _spki;
    private readonly int _length;

    // The exponent that Key Vault makes; a file with a large one could keep a verifier busy for minutes.
    private static readonly byte[] UsualExponent = [1, 0, 1];

    private RsaPublicKey(byte[] modulus, byte[] exponent)
    {
        _rsa = RSA.Create(new RSAParameters { Modulus = modulus, Exponent = exponent });
        _spki = _rsa.ExportSubjectPublicKeyInfo();
        _length = modulus.Length;
        N = StrictBase64.EncodeUrl(modulus);
        E = StrictBase64.EncodeUrl(exponent);
        Thumbprint = StrictBase64.EncodeUrl(SHA256.HashData(Encoding.UTF8.GetBytes($$"""{"e":"{{E}}","kty":"RSA","n":"{{N}}"}""")));
    }

    /// <summary>The exponent, base64url.</summary>
    public string E { get; }

    /// <summary>The modulus, base64url.</summary>
    public string N { get; }

    /// <summary>The key id.</summary>
    public string Thumbprint { get; }

    public static RsaPublicKey From(RSA key)
    {
        ArgumentNullException.ThrowIfNull(key);
        var parameters = key.ExportParameters(includePrivateParameters: false);
        return From(parameters.Modulus, parameters.Exponent);
    }

    /// <summary>From big-endian bytes; leading zeros are dropped. Throws <see cref="FormatException"/> below 2,048 or above 4,096 bits.</summary>
    public static RsaPublicKey From(ReadOnlySpan<byte> modulus, ReadOnlySpan<byte> exponent)
    {
        var (n, e) = (modulus.TrimStart((byte)0).ToArray(), exponent.TrimStart((byte)0).ToArray());
        if (n.Length is < 256 or > 512 || !e.AsSpan().SequenceEqual(UsualExponent))
        {
            throw new FormatException("An RSA key for receipts has 2,048 to 4,096 bits and the exponent 65,537.");
        }

        try
        {
            return new RsaPublicKey(n, e);
        }
        catch (CryptographicException error)
        {
            throw new FormatException("These numbers are no RSA key.", error);
        }
    }

    /// <summary>From the base64url members of a JWK; false where they are no such key or not its shortest spelling.</summary>
    public static bool TryFrom(string? n, string? e, out RsaPublicKey? key)
    {
        key = null;
        if (!StrictBase64.TryDecodeUrl(n, out var modulus) || !StrictBase64.TryDecodeUrl(e, out var exponent))
        {
            return false;
        }

        try
        {
            key = From(modulus, exponent);
            return key.N == n && key.E == e;
        }
        catch (FormatException)
        {
            return false;
        }
    }

    /// <summary>True only if this key's owner made the signature over the data (RSASSA-PKCS1-v1_5 with SHA-256).</summary>
    public bool Verifies(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature)
    {
        if (signature.Length != _length)
        {
            return false;
        }

        // An RSA object promises nothing about use by several threads; making one for each signature costs as much as verifying it.
        lock (_one)
        {
            return _rsa.VerifyData(data, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        }
    }

    /// <summary>The key as SubjectPublicKeyInfo, as openssl reads it.</summary>
    public byte[] ToSpki() => [.. _spki];

    public string ToPem() => PemEncoding.WriteString("PUBLIC KEY", _spki) + "\n";

    public JsonObject ToJwk() => new() { ["alg"] = "RS256", ["e"] = E, ["kid"] = Thumbprint, ["kty"] = "RSA", ["n"] = N, ["use"] = "sig" };

    public override string ToString() => CanonicalJson.Text(ToJwk());
}
