using Artisan.Azure.KeyVault;

namespace Artisan.Platform.Secrets;

/// <summary>Wraps data keys with an RSA key of Key Vault, made where it is missing. Each wrapped key names the version that unwraps it, so rotating costs nothing.</summary>
public sealed class VaultKeyWrap(KeyClient vault, string name) : IKeyWrap
{
    public async Task<WrappedKey> WrapAsync(byte[] key, CancellationToken ct)
    {
        try
        {
            return await WrapOnceAsync(key, ct);
        }
        catch (global::Azure.RequestFailedException e) when (e.Status == 404)
        {
            await vault.CreateRsaKeyAsync(new CreateRsaKeyOptions(name) { KeyOperations = ["wrapKey", "unwrapKey"] }, ct);
            return await WrapOnceAsync(key, ct);
        }
    }

    public async Task<byte[]> UnwrapAsync(WrappedKey wrapped, CancellationToken ct)
    {
        try
        {
            return (await vault.GetCryptographyClient(name, wrapped.WrappingKey).UnwrapKeyAsync(KeyWrapAlgorithm.RsaOaep256, wrapped.Bytes, ct)).Key;
        }
        catch (global::Azure.RequestFailedException e) when (e.Status is 400 or 404)
        {
            throw new SecretUnreadableException("The vault does not unwrap the data key.", e);
        }
    }

    private async Task<WrappedKey> WrapOnceAsync(byte[] key, CancellationToken ct)
    {
        var result = await vault.GetCryptographyClient(name).WrapKeyAsync(KeyWrapAlgorithm.RsaOaep256, key, ct);
        return new WrappedKey(new Uri(result.KeyId).Segments[^1], result.EncryptedKey);
    }
}
