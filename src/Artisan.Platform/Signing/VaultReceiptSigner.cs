using System.Security.Cryptography;
using Artisan.Azure.KeyVault;
using Artisan.Platform.Storage;
using Artisan.Platform.Time;
using Microsoft.Extensions.Logging;

namespace Artisan.Platform.Signing;

/// <summary>
/// Signs with the newest enabled version of a Key Vault key that every instance has had time to see; makes the key where it is missing.
/// The versions are read again every five minutes, and each is handed over to by the one before as soon as it is seen.
/// </summary>
public sealed class VaultReceiptSigner(KeyClient vault, string keyName, Stores stores, SystemClock clock, ILogger<VaultReceiptSigner> log) : IReceiptSigner, IDisposable
{
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Seasoned = Fresh * 2;

    private sealed record Loaded(IReadOnlyList<SigningKey> All, SigningKey Current, DateTimeOffset At);

    private readonly KeyHistory _history = new(stores, keyName);
    private readonly SemaphoreSlim _loading = new(1, 1);
    private volatile Loaded? _loaded;

    public async Task<SigningKey> CurrentAsync(CancellationToken ct) => (await LoadedAsync(ct)).Current;

    public async Task<IReadOnlyList<SigningKey>> AllAsync(CancellationToken ct) => (await LoadedAsync(ct)).All;

    public async Task<byte[]> SignAsync(SigningKey key, ReadOnlyMemory<byte> data, CancellationToken ct)
    {
        var signature = (await vault.GetCryptographyClient(keyName, key.Version).SignDataAsync(SignatureAlgorithm.RS256, data.ToArray(), ct)).Signature;
        return key.Verifies(data.Span, signature) ? signature : throw new CryptographicException("The vault's signature does not verify with the key's public half.");
    }

    public void Dispose() => _loading.Dispose();

    private async Task<Loaded> LoadedAsync(CancellationToken ct)
    {
        if (_loaded is { } loaded && clock.Now - loaded.At < Fresh) return loaded;
        await _loading.WaitAsync(ct);
        try
        {
            if (_loaded is { } meanwhile && clock.Now - meanwhile.At < Fresh) return meanwhile;
            return _loaded = await LoadAsync(ct);
        }
        catch (global::Azure.RequestFailedException e) when (_loaded is not null)
        {
            log.LogWarning(e, "The versions of the signing key could not be refreshed; those in memory are used.");
            return _loaded;
        }
        finally
        {
            _loading.Release();
        }
    }

    private async Task<Loaded> LoadAsync(CancellationToken ct)
    {
        var versions = await VersionsAsync(ct);
        if (versions.Count == 0)
        {
            await vault.CreateRsaKeyAsync(new CreateRsaKeyOptions(keyName) { KeySize = 2048, KeyOperations = ["sign", "verify"] }, ct);
            versions = await VersionsAsync(ct);
        }

        var enabled = versions.Where(v => v.Enabled != false && !(v.ExpiresOn <= clock.Now)).ToList();
        var keys = await _history.ReadAsync(ct);
        while (enabled.FirstOrDefault(v => keys.All(k => k.Version != v.Version)) is { } unknown)
        {
            var key = await AdmitAsync(unknown, keys.LastOrDefault(), ct);
            if (await _history.TryAddAsync(keys.Count, key, ct)) keys.Add(key);
            else keys = await _history.ReadAsync(ct);
        }

        // The vault dates versions to the second; the order in which they were handed over to is exact.
        var candidates = keys.Select(k => enabled.FirstOrDefault(v => v.Version == k.Version)).OfType<KeyProperties>().ToList();
        var newest = candidates.LastOrDefault(v => clock.Now - v.CreatedOn >= Seasoned) ?? candidates.FirstOrDefault()
            ?? throw new InvalidOperationException($"No version of the key {keyName} is enabled: no receipt can be signed.");
        return new Loaded(keys, keys.First(k => k.Version == newest.Version), clock.Now);
    }

    private async Task<List<KeyProperties>> VersionsAsync(CancellationToken ct)
    {
        var versions = new List<KeyProperties>();
        try
        {
            await foreach (var version in vault.GetPropertiesOfKeyVersionsAsync(keyName, ct)) versions.Add(version);
        }
        catch (global::Azure.RequestFailedException e) when (e.Status == 404)
        {
            return [];
        }

        return [.. versions.OrderBy(v => v.CreatedOn).ThenBy(v => v.Version, StringComparer.Ordinal)];
    }

    private async Task<SigningKey> AdmitAsync(KeyProperties version, SigningKey? previous, CancellationToken ct)
    {
        var key = (await vault.GetKeyAsync(keyName, version.Version, ct)).Value.Key;
        var publicKey = new RSAParameters { Modulus = key.N.AsSpan().TrimStart((byte)0).ToArray(), Exponent = key.E.AsSpan().TrimStart((byte)0).ToArray() };
        var (kid, since) = (SigningKey.Thumbprint(publicKey), version.CreatedOn ?? clock.Now);
        if (previous is not null && await TrySignAsync(previous.Version, SigningKey.SuccessionInput(kid, since, previous.Kid), ct) is { } handedOver)
        {
            return new SigningKey(kid, version.Version, publicKey, since, previous.Kid, handedOver);
        }

        // The first version vouches for itself, and so does one whose predecessor can sign no more: it begins a chain that must be pinned anew.
        if (previous is not null) log.LogWarning("The signing key's version before {Version} cannot sign any more: whoever verifies receipts must trust the new key by its thumbprint.", version.Version);
        var own = (await vault.GetCryptographyClient(keyName, version.Version).SignDataAsync(SignatureAlgorithm.RS256, SigningKey.SuccessionInput(kid, since, null), ct)).Signature;
        return new SigningKey(kid, version.Version, publicKey, since, null, own);
    }

    private async Task<byte[]?> TrySignAsync(string version, byte[] data, CancellationToken ct)
    {
        try
        {
            return (await vault.GetCryptographyClient(keyName, version).SignDataAsync(SignatureAlgorithm.RS256, data, ct)).Signature;
        }
        catch (global::Azure.RequestFailedException e) when (e.Status is 403 or 404)
        {
            return null;
        }
    }
}
