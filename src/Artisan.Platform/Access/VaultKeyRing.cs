using System.Collections.Concurrent;
using Artisan.Platform.Time;
using Azure.Security.KeyVault.Secrets;
using Microsoft.Extensions.Logging;

namespace Artisan.Platform.Access;

/// <summary>
/// Keys in Key Vault secrets <c>artisan-{purpose}</c>, one secret version per key. A new version is accepted at once and signs when every instance has had time
/// to see it; older ones are accepted until they expire or are disabled. A secret that is missing is made.
/// </summary>
public sealed class VaultKeyRing(SecretClient secrets, SystemClock clock, ILogger<VaultKeyRing> log) : IKeyRing
{
    /// <summary>How often instances look for new versions.</summary>
    public static readonly TimeSpan RefreshEvery = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan Seasoned = RefreshEvery * 2;

    private readonly ConcurrentDictionary<KeyPurpose, KeySet> _keys = new();

    public KeySet Get(KeyPurpose purpose) => _keys.TryGetValue(purpose, out var keys) ? keys : throw new InvalidOperationException("The keys were not loaded before the first request.");

    /// <summary>Loads the keys of every purpose; those that cannot be read now stay as they were.</summary>
    /// <exception cref="InvalidOperationException">A secret holds no key of its purpose.</exception>
    public Task LoadAsync(CancellationToken ct) => Task.WhenAll(KeyMaterial.Purposes.Select(p => LoadAsync(p, ct)));

    private async Task LoadAsync(KeyPurpose purpose, CancellationToken ct)
    {
        try
        {
            var name = $"artisan-{KeyMaterial.Name(purpose)}";
            var versions = await VersionsAsync(name, ct);
            if (versions.Count == 0)
            {
                await secrets.SetSecretAsync(name, Convert.ToBase64String(KeyMaterial.Create(purpose)), ct);
                // Instances that start for the first time together make a version each; a moment later all of them see all of them.
                await Task.Delay(TimeSpan.FromSeconds(1), clock.Provider, ct);
                versions = await VersionsAsync(name, ct);
            }

            var keys = await Task.WhenAll(versions.Select(async v => KeyMaterial.Read(purpose, (await secrets.GetSecretAsync(name, v.Version, ct)).Value.Value, $"The secret {name}")));
            var current = Math.Max(0, versions.FindIndex(v => v.CreatedOn is not { } created || clock.Now - created >= Seasoned));
            if (versions.All(v => clock.Now - v.CreatedOn < Seasoned)) current = versions.Count - 1;
            var loaded = new KeySet(keys[current], keys);
            // The set is replaced only where it is another one: what was derived from it is kept as long.
            if (!_keys.TryGetValue(purpose, out var known) || !Same(known, loaded)) _keys[purpose] = loaded;
        }
        catch (Exception e) when (_keys.ContainsKey(purpose) && !ct.IsCancellationRequested)
        {
            // Whatever went wrong at the vault, at the identity or with a new version: an instance that runs must not stop for it.
            log.LogWarning(e, "The keys for {Purpose} could not be refreshed; those in memory are used.", KeyMaterial.Name(purpose));
        }
    }

    // Enabled and not expired, the newest first.
    private async Task<List<SecretProperties>> VersionsAsync(string name, CancellationToken ct)
    {
        var versions = new List<SecretProperties>();
        try
        {
            await foreach (var version in secrets.GetPropertiesOfSecretVersionsAsync(name, ct))
            {
                if (version.Enabled == true && !(version.ExpiresOn <= clock.Now)) versions.Add(version);
            }
        }
        catch (global::Azure.RequestFailedException e) when (e.Status == 404)
        {
            return [];
        }

        return [.. versions.OrderByDescending(v => v.CreatedOn).ThenByDescending(v => v.Version, StringComparer.Ordinal)];
    }

    private static bool Same(KeySet one, KeySet other) =>
        one.Current.AsSpan().SequenceEqual(other.Current) && one.All.Count == other.All.Count && one.All.Zip(other.All).All(p => p.First.AsSpan().SequenceEqual(p.Second));
}
