namespace Artisan.Value.Ledger;

/// <summary>Gives the bytes of a tile: 32 per hash, as many as are known, at least those of the tree in question.</summary>
public delegate ValueTask<ReadOnlyMemory<byte>> TileReader(int level, long index, CancellationToken ct);

/// <summary>Finds subtree hashes of a tree in its tiles and its right edge, reading every tile at most once.</summary>
internal sealed class TreeReader(Frontier frontier, TileReader tiles)
{
    private readonly Dictionary<(int Level, long Index), ReadOnlyMemory<byte>> _read = [];

    /// <summary>The hash over the leaves [low, high), which must be a perfect subtree or reach to the end of the tree.</summary>
    public async ValueTask<MerkleHash> RangeAsync(long low, long high, CancellationToken ct)
    {
        if (high == frontier.Size && frontier.Tail(low) is { } tail)
        {
            return tail;
        }

        if (frontier.Subtree(low, high) is { } subtree)
        {
            return subtree;
        }

        var height = System.Numerics.BitOperations.Log2((ulong)(high - low));
        var level = height / Tile.HeightPerLevel;
        var first = low >> (level * Tile.HeightPerLevel);
        var count = 1 << (height % Tile.HeightPerLevel);
        var tile = await ReadAsync(level, first / Tile.Width, ct);
        return Fold(tile.Span, (int)(first % Tile.Width), count);
    }

    private async ValueTask<ReadOnlyMemory<byte>> ReadAsync(int level, long index, CancellationToken ct)
    {
        if (!_read.TryGetValue((level, index), out var tile))
        {
            _read[(level, index)] = tile = await tiles(level, index, ct);
        }

        return tile;
    }

    private static MerkleHash Fold(ReadOnlySpan<byte> tile, int first, int count) =>
        count == 1 ? Tile.At(tile, first) : MerkleHash.Node(Fold(tile, first, count / 2), Fold(tile, first + (count / 2), count / 2));
}
