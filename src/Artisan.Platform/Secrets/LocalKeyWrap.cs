using System.Security.Cryptography;
using Artisan.Platform.Storage;

namespace Artisan.Platform.Secrets;

/// <summary>Wraps data keys with an RSA-2048 key in the file <c>wrap.1.pem</c>, made at first use. For development.</summary>
public sealed class LocalKeyWrap(string folder) : IKeyWrap, IDisposable
{
    private const string Version = "local-1";

    private readonly SemaphoreSlim _loading = new(1, 1);
    private readonly Lock _using = new();
    private RSA? _key;

    public async Task<WrappedKey> WrapAsync(byte[] key, CancellationToken ct)
    {
        var rsa = await KeyAsync(ct);
        lock (_using) return new WrappedKey(Version, rsa.Encrypt(key, RSAEncryptionPadding.OaepSHA256));
    }

    public async Task<byte[]> UnwrapAsync(WrappedKey wrapped, CancellationToken ct)
    {
        if (wrapped.WrappingKey != Version) throw new SecretUnreadableException("The data key was wrapped by a key that is not on this machine.");
        var rsa = await KeyAsync(ct);
        lock (_using) return rsa.Decrypt(wrapped.Bytes, RSAEncryptionPadding.OaepSHA256);
    }

    public void Dispose()
    {
        _key?.Dispose();
        _loading.Dispose();
    }

    private async Task<RSA> KeyAsync(CancellationToken ct)
    {
        if (_key is { } loaded) return loaded;
        await _loading.WaitAsync(ct);
        try
        {
            if (_key is { } meanwhile) return meanwhile;
            var path = Path.Combine(folder, "wrap.1.pem");
            if (!File.Exists(path))
            {
                using var created = RSA.Create(2048);
                await LocalFiles.CreateAsync(path, created.ExportPkcs8PrivateKeyPem(), ct);
            }

            var rsa = RSA.Create();
            rsa.ImportFromPem(await File.ReadAllTextAsync(path, ct));
            return _key = rsa;
        }
        finally
        {
            _loading.Release();
        }
    }
}
