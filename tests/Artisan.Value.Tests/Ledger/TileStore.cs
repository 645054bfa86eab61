using Artisan.Value.Ledger;

namespace Artisan.Value.Tests.Ledger;

/// <summary>A log kept only by its tiles and its right edge, as a table keeps it, counting what is read.</summary>
internal sealed class TileStore
{
    private readonly Dictionary<(int, long), byte[]> _tiles = [];
    private readonly List<MerkleHash> _leaves = [];

    public Frontier Head { get; private set; } = Frontier.Empty;

    public Dictionary<long, Frontier> At { get; } = new() { [0] = Frontier.Empty };

    public int Reads { get; private set; }

    public IReadOnlyDictionary<(int, long), byte[]> Tiles => _tiles;

    public LogAppend Append(params ReadOnlySpan<MerkleHash> leaves)
    {
        var append = LogAppend.To(Head, leaves);
        foreach (var change in append.Tiles)
        {
            _tiles[(change.Level, change.Index)] = change.Apply(_tiles.GetValueOrDefault((change.Level, change.Index)));
        }

        _leaves.AddRange(leaves);
        Head = append.After;
        At[Head.Size] = Head;
        return append;
    }

    public ValueTask<ReadOnlyMemory<byte>> ReadAsync(int level, long index, CancellationToken ct)
    {
        Reads++;
        return ValueTask.FromResult<ReadOnlyMemory<byte>>(_tiles[(level, index)]);
    }

    public int ResetReads()
    {
        var reads = Reads;
        Reads = 0;
        return reads;
    }

    public static TileStore Of(IEnumerable<byte[]> leaves)
    {
        var store = new TileStore();
        foreach (var leaf in leaves)
        {
            store.Append(MerkleHash.Leaf(leaf));
        }

        return store;
    }
}
