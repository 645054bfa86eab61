using System.Security.Cryptography;

namespace Artisan.Azure.KeyVault;

/// <summary>What is known of a key without the key itself.</summary>
public sealed record KeyProperties(Uri Id, string Name, string Version, bool? Enabled, DateTimeOffset? NotBefore, DateTimeOffset? ExpiresOn, DateTimeOffset? CreatedOn, DateTimeOffset? UpdatedOn);

/// <summary>The public half of a key as Key Vault gives it. A key in an HSM says kty RSA-HSM; published in a JWKS it is RSA.</summary>
public sealed record JsonWebKey(string Id, string KeyType, IReadOnlyList<string> KeyOps, byte[] N, byte[] E)
{
    /// <summary>The public key for local verification and encryption; the caller disposes it.</summary>
    public RSA ToRSA() => RSA.Create(new RSAParameters { Modulus = N, Exponent = E });
}

/// <summary>A version of a key: its public half and its properties.</summary>
public sealed record KeyVaultKey(KeyProperties Properties, JsonWebKey Key)
{
    public Uri Id => Properties.Id;
    public string Name => Properties.Name;
    public string KeyType => Key.KeyType;
}

/// <summary>A new RSA key. Without operations it may do what its kind can; a signing key should say sign and verify only.</summary>
public sealed record CreateRsaKeyOptions(string Name)
{
    /// <summary>2048, 3072 or 4096.</summary>
    public int KeySize { get; init; } = 2048;
    public bool HardwareProtected { get; init; }
    public IReadOnlyList<string> KeyOperations { get; init; } = [];
    public bool? Enabled { get; init; }
}

/// <summary>A signature made inside the vault, by the version of the key that KeyId names.</summary>
public sealed record SignResult(string KeyId, byte[] Signature, SignatureAlgorithm Algorithm);

/// <summary>A key wrapped inside the vault; KeyId names the version that can unwrap it.</summary>
public sealed record WrapResult(string KeyId, byte[] EncryptedKey, KeyWrapAlgorithm Algorithm);

/// <summary>A key unwrapped inside the vault.</summary>
public sealed record UnwrapResult(string KeyId, byte[] Key, KeyWrapAlgorithm Algorithm);

/// <summary>How a digest is signed.</summary>
public readonly record struct SignatureAlgorithm(string Name)
{
    /// <summary>RSASSA-PKCS1-v1_5 over SHA-256.</summary>
    public static SignatureAlgorithm RS256 { get; } = new("RS256");

    public override string ToString() => Name;
}

/// <summary>How a key is wrapped.</summary>
public readonly record struct KeyWrapAlgorithm(string Name)
{
    /// <summary>RSA-OAEP with SHA-256.</summary>
    public static KeyWrapAlgorithm RsaOaep256 { get; } = new("RSA-OAEP-256");

    public override string ToString() => Name;
}
