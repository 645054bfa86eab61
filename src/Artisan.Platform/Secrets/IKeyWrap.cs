namespace Artisan.Platform.Secrets;

/// <summary>A data key that only the holder of the wrapping key can open.</summary>
/// <param name="WrappingKey">The version of the wrapping key that can.</param>
/// <param name="Bytes">RSA-OAEP with SHA-256.</param>
public sealed record WrappedKey(string WrappingKey, byte[] Bytes);

/// <summary>Wraps data keys with an RSA key that is not the one that signs: in Key Vault, or in a file of a developer's machine.</summary>
public interface IKeyWrap
{
    /// <summary>Wraps a data key with the newest version of the wrapping key.</summary>
    Task<WrappedKey> WrapAsync(byte[] key, CancellationToken ct);

    /// <summary>Unwraps a data key with the version that wrapped it.</summary>
    Task<byte[]> UnwrapAsync(WrappedKey wrapped, CancellationToken ct);
}
