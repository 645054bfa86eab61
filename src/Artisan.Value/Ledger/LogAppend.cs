namespace Artisan.Value.Ledger;

/// <summary>What appending leaves to a tree means: the new right edge and every tile that changes.</summary>
public sealed record LogAppend(Frontier After, IReadOnlyList<TileChange> Tiles)
{
    /// <summary>Appends leaf hashes. Keep to <see cref="Tile.LeavesThatFit"/> where the number of tiles matters.</summary>
    public static LogAppend To(Frontier before, ReadOnlySpan<MerkleHash> leaves)
    {
        ArgumentNullException.ThrowIfNull(before);
        var changes = new SortedDictionary<(int Level, long Index), (int First, List<MerkleHash> Hashes)>();
        var after = before.Append(leaves, (height, index, hash) =>
        {
            if (height % Tile.HeightPerLevel != 0)
            {
                return;
            }

            var key = (height / Tile.HeightPerLevel, index / Tile.Width);
            if (!changes.TryGetValue(key, out var change))
            {
                changes[key] = change = ((int)(index % Tile.Width), []);
            }

            change.Hashes.Add(hash);
        });
        return new LogAppend(after, [.. changes.Select(c => new TileChange(c.Key.Level, c.Key.Index, c.Value.First, c.Value.Hashes))]);
    }
}
