using System.Collections.Concurrent;
using Artisan.Platform.Storage;
using Artisan.Value.Ledger;

namespace Artisan.Areas.Receipts.Log;

/// <summary>
/// Reads tiles, and remembers those it met: what a tile holds never changes, it only grows. Nothing is remembered that was not committed.
/// </summary>
internal sealed class TileStore(LedgerStore store)
{
    private const int MostWorkspaces = 1_000;
    private const int MostTilesEach = 256;

    private readonly ConcurrentDictionary<string, ConcurrentDictionary<(int Epoch, int Level, long Index), ReadOnlyMemory<byte>>> _known = new(StringComparer.Ordinal);

    /// <summary>The tiles of the tree of one size, for building proofs.</summary>
    public TileReader Reader(string workspaceId, int epoch, long size) => (level, index, ct) =>
        ReadAsync(workspaceId, epoch, level, index, (int)Math.Min(Tile.Width, (size >> (level * Tile.HeightPerLevel)) - (index * Tile.Width)), ct);

    /// <summary>A tile with at least so many hashes.</summary>
    /// <exception cref="FormatException">The log does not hold them.</exception>
    public async ValueTask<ReadOnlyMemory<byte>> ReadAsync(string workspaceId, int epoch, int level, long index, int hashes, CancellationToken ct)
    {
        if (_known.TryGetValue(workspaceId, out var tiles) && tiles.TryGetValue((epoch, level, index), out var known) && known.Length >= hashes * MerkleHash.Size) return known;
        var row = await store.Open(workspaceId, epoch).FindAsync(LedgerKeys.Tile(level, index), ct);
        ReadOnlyMemory<byte> read = row?.GetBinary("hashes");
        if (read.Length < hashes * MerkleHash.Size) throw new FormatException($"Tile {level}/{index} of epoch {epoch} holds {read.Length / MerkleHash.Size} hashes where {hashes} are needed.");
        Keep(workspaceId, epoch, level, index, read);
        return read;
    }

    /// <summary>Remembers a tile that was committed or read.</summary>
    public void Keep(string workspaceId, int epoch, int level, long index, ReadOnlyMemory<byte> bytes)
    {
        if (_known.Count > MostWorkspaces) _known.Clear();
        var tiles = _known.GetOrAdd(workspaceId, static _ => new());
        if (tiles.Count > MostTilesEach) tiles.Clear();
        tiles.AddOrUpdate((epoch, level, index), static (_, now) => now, static (_, old, now) => now.Length >= old.Length ? now : old, bytes);
    }

    /// <summary>Forgets a workspace's tiles: after another process or a restore changed its log, they are read again.</summary>
    public void Forget(string workspaceId) => _known.TryRemove(workspaceId, out _);

    /// <summary>The row of a changed tile.</summary>
    public static Azure.Tables.TableEntity Row(Partition partition, TileChange change, byte[] bytes)
    {
        var row = partition.Row(LedgerKeys.Tile(change.Level, change.Index));
        row["hashes"] = bytes;
        return row;
    }
}
