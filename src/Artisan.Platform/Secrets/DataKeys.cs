using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using Artisan.Platform.Storage;
using Artisan.Platform.Time;

namespace Artisan.Platform.Secrets;

/// <summary>
/// The data keys of each owner, rows <c>dek|{version}</c>, wrapped. Unwrapped ones are held for ten minutes, so that deleting the rows makes
/// an owner's secrets unreadable soon and for ever.
/// </summary>
public sealed class DataKeys(Stores stores, IKeyWrap wrap, SystemClock clock)
{
    private const string Prefix = "dek|";
    private static readonly TimeSpan Held = TimeSpan.FromMinutes(10);

    private sealed record Ring(IReadOnlyDictionary<int, byte[]> Keys, DateTimeOffset LoadedAt)
    {
        public int Newest => Keys.Keys.Max();
    }

    private readonly ConcurrentDictionary<string, Ring> _rings = new();

    /// <summary>The newest key of an owner; the first one is made where there is none.</summary>
    internal async Task<(int Version, byte[] Key)> NewestAsync(Partition home, CancellationToken ct)
    {
        var ring = await RingAsync(home, ct);
        if (ring.Keys.Count == 0) ring = await AddAsync(home, 1, ct);
        return (ring.Newest, ring.Keys[ring.Newest]);
    }

    /// <summary>A version of an owner's key; null where it is gone.</summary>
    internal async Task<byte[]?> FindAsync(Partition home, int version, CancellationToken ct)
    {
        var ring = await RingAsync(home, ct);
        // Another instance may have added a version since this one looked.
        if (!ring.Keys.ContainsKey(version)) ring = await LoadAsync(KeysOf(home), ct);
        return ring.Keys.GetValueOrDefault(version);
    }

    /// <summary>Puts a new key before the present one of the partition's owner; what older ones sealed stays readable.</summary>
    public async Task RotateAsync(Partition home, CancellationToken ct)
    {
        var ring = await LoadAsync(KeysOf(home), ct);
        await AddAsync(home, ring.Keys.Count == 0 ? 1 : ring.Newest + 1, ct);
    }

    /// <summary>Destroys the keys of the partition's owner: nothing sealed with them can ever be opened again.</summary>
    public async Task DestroyAsync(Partition home, CancellationToken ct)
    {
        var keys = KeysOf(home);
        await foreach (var row in keys.RangeAsync(RowRange.Prefix(Prefix), ct)) await keys.Client.DeleteEntityAsync(keys.Key, row.RowKey, row.ETag, ct);
        _rings.TryRemove(keys.Key, out _);
    }

    private async Task<Ring> RingAsync(Partition home, CancellationToken ct)
    {
        var keys = KeysOf(home);
        return _rings.TryGetValue(keys.Key, out var ring) && clock.Now - ring.LoadedAt < Held ? ring : await LoadAsync(keys, ct);
    }

    private async Task<Ring> LoadAsync(Partition keys, CancellationToken ct)
    {
        var unwrapped = new Dictionary<int, byte[]>();
        await foreach (var row in keys.RangeAsync(RowRange.Prefix(Prefix), ct))
        {
            unwrapped[int.Parse(row.RowKey.AsSpan(Prefix.Length), CultureInfo.InvariantCulture)] =
                await wrap.UnwrapAsync(new WrappedKey(row.GetString("wrappingKey")!, row.GetBinary("wrapped")!), ct);
        }

        if (_rings.Count > 5_000) _rings.Clear();
        return _rings[keys.Key] = new Ring(unwrapped, clock.Now);
    }

    private async Task<Ring> AddAsync(Partition home, int version, CancellationToken ct)
    {
        var keys = KeysOf(home);
        var wrapped = await wrap.WrapAsync(RandomNumberGenerator.GetBytes(32), ct);
        var row = keys.Row(Prefix + version.ToString("D6", CultureInfo.InvariantCulture));
        row["wrappingKey"] = wrapped.WrappingKey;
        row["wrapped"] = wrapped.Bytes;
        try
        {
            await keys.Change().Insert(row).CommitAsync(ct);
        }
        catch (WriteConflictException)
        {
            // Another instance made this version at the same moment: its key counts.
        }

        return await LoadAsync(keys, ct);
    }

    private Partition KeysOf(Partition home) => home.Owner switch
    {
        { Length: > 3 } owner when owner.StartsWith("ws_", StringComparison.Ordinal) => stores.Workspace(TableNames.Identity, owner).Partition("keys"),
        { Length: > 4 } owner when owner.StartsWith("usr_", StringComparison.Ordinal) => stores.User(owner).Root,
        _ => stores.Platform(TableNames.Identity).Partition("keys"),
    };
}
