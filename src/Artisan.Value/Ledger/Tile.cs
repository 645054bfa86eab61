namespace Artisan.Value.Ledger;

/// <summary>A block of up to 256 hashes: level 0 holds leaf hashes, level n the roots of full tiles of level n - 1. What is once written never changes.</summary>
public static class Tile
{
    public const int Width = 256;
    public const int HeightPerLevel = 8;

    /// <summary>The hash at a slot of a tile's bytes.</summary>
    public static MerkleHash At(ReadOnlySpan<byte> tile, int slot) =>
        (slot + 1) * MerkleHash.Size <= tile.Length
            ? new MerkleHash(tile.Slice(slot * MerkleHash.Size, MerkleHash.Size))
            : throw new FormatException($"The tile has {tile.Length / MerkleHash.Size} hashes, slot {slot} is missing.");

    /// <summary>The most leaves that may be appended at once to a tree of this size so that at most <paramref name="maxTiles"/> tiles change.</summary>
    public static int LeavesThatFit(long size, int wanted, int maxTiles = 3)
    {
        // An append that stays within one tile of level 0 changes it, and one tile more for each level that a full tile reaches.
        var fits = (int)Math.Min(wanted, Width - (size % Width));
        while (fits > 1 && TilesChanged(size, size + fits) > maxTiles)
        {
            fits--;
        }

        return fits;
    }

    /// <summary>How many tiles an append from one size to the other changes.</summary>
    public static int TilesChanged(long from, long to)
    {
        var tiles = 0;
        for (var level = 0; to >> (HeightPerLevel * level) > from >> (HeightPerLevel * level); level++)
        {
            var first = (from >> (HeightPerLevel * level)) / Width;
            var last = ((to >> (HeightPerLevel * level)) - 1) / Width;
            tiles += (int)(last - first + 1);
        }

        return tiles;
    }
}

/// <summary>Hashes that an append adds to one tile, and the slot at which they begin.</summary>
public sealed record TileChange(int Level, long Index, int FirstSlot, IReadOnlyList<MerkleHash> Hashes)
{
    /// <summary>The tile's bytes after the change. <paramref name="existing"/> must hold the slots before it; slots after it are dropped.</summary>
    public byte[] Apply(ReadOnlySpan<byte> existing)
    {
        var start = FirstSlot * MerkleHash.Size;
        if (existing.Length < start)
        {
            throw new FormatException($"Tile {Level}/{Index} has {existing.Length / MerkleHash.Size} hashes, {FirstSlot} are expected before this change.");
        }

        var bytes = new byte[start + (Hashes.Count * MerkleHash.Size)];
        existing[..start].CopyTo(bytes);
        for (var i = 0; i < Hashes.Count; i++)
        {
            Hashes[i].CopyTo(bytes.AsSpan(start + (i * MerkleHash.Size)));
        }

        return bytes;
    }
}
