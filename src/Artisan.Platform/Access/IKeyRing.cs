namespace Artisan.Platform.Access;

/// <summary>What a key of the ring is for; every purpose has its own.</summary>
public enum KeyPurpose
{
    /// <summary>ECDSA P-256 private keys (PKCS#8) that sign access tokens.</summary>
    AccessTokens,

    /// <summary>HMAC keys that make a refresh token's successor.</summary>
    RefreshTokens,

    /// <summary>HMAC keys that sign list cursors.</summary>
    Cursors,

    /// <summary>HMAC keys that turn e-mail addresses and subjects into pseudonyms.</summary>
    Pseudonyms,
}

/// <summary>The keys of one purpose: one that signs, and those that are still accepted while they are rotated out.</summary>
public sealed record KeySet(byte[] Current, IReadOnlyList<byte[]> All);

/// <summary>
/// Keys that all instances share: Key Vault secrets in Azure, files of the data folder on a developer's machine.
/// Loaded before the first request; read from memory afterwards, and refreshed in the background.
/// </summary>
public interface IKeyRing
{
    /// <summary>The keys of a purpose.</summary>
    KeySet Get(KeyPurpose purpose);
}
