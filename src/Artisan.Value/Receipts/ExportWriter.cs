using System.Text;
using Artisan.Value.Json;
using Artisan.Value.Ledger;

namespace Artisan.Value.Receipts;

/// <summary>
/// Writes the export file of a workspace's receipts as a stream: keys, then for each epoch its leaves in order with the checkpoints after the leaf
/// that they cover last. Call Begin, then per epoch BeginEpoch, Leaf and Checkpoint, then Finish. The last entry of an epoch must be a checkpoint.
/// </summary>
public sealed class ExportWriter(Stream target)
{
    public const string Format = "artisan.dev/receipt-export@v1";

    private bool _inEpoch;
    private bool _firstEntry = true;
    private long _index;

    public ValueTask BeginAsync(string workspace, IReadOnlyList<KeyRecord> keys, CancellationToken ct) =>
        WriteAsync($"{{\n\"format\":{CanonicalJson.Quote(Format)},\n\"workspace\":{CanonicalJson.Quote(workspace)},\n\"keys\":[\n{string.Join(",\n", keys.Select(k => k.ToLine()))}\n],\n\"epochs\":[\n", ct);

    public ValueTask BeginEpochAsync(string origin, CancellationToken ct) => BeginAsync(origin, "", 0, ct);

    /// <summary>Begins the one epoch of a file that holds a part of a log: the edge stands for all leaves before the first one.</summary>
    public ValueTask BeginRangeAsync(string origin, Frontier edge, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(edge);
        return BeginAsync(origin, $"\"edge\":\"{Convert.ToBase64String(edge.ToBytes())}\",", edge.Size, ct);
    }

    /// <summary>Adds the next leaf of the epoch by its exact bytes.</summary>
    public ValueTask LeafAsync(ReadOnlyMemory<byte> statement, CancellationToken ct) =>
        EntryAsync(ExportLines.Leaf(_index++, MerkleHash.Leaf(statement.Span).ToHex(), Encoding.UTF8.GetString(statement.Span)), ct);

    /// <summary>Adds a checkpoint that covers the leaves written so far in this epoch.</summary>
    public ValueTask CheckpointAsync(SignedCheckpoint checkpoint, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(checkpoint);
        return EntryAsync(ExportLines.Checkpoint(checkpoint.Note, checkpoint.Jws), ct);
    }

    public async ValueTask FinishAsync(CancellationToken ct)
    {
        await EndEpochAsync("\n", ct);
        await WriteAsync("]\n}\n", ct);
        await target.FlushAsync(ct);
    }

    private async ValueTask BeginAsync(string origin, string edge, long index, CancellationToken ct)
    {
        await EndEpochAsync(",\n", ct);
        (_inEpoch, _firstEntry, _index) = (true, true, index);
        await WriteAsync($"{{\"origin\":{CanonicalJson.Quote(origin)},{edge}\"entries\":[\n", ct);
    }

    private async ValueTask EndEpochAsync(string then, CancellationToken ct)
    {
        if (_inEpoch)
        {
            await WriteAsync("\n]}" + then, ct);
        }
    }

    private async ValueTask EntryAsync(string line, CancellationToken ct)
    {
        await WriteAsync((_firstEntry ? "" : ",\n") + line, ct);
        _firstEntry = false;
    }

    private ValueTask WriteAsync(string text, CancellationToken ct) => target.WriteAsync(Encoding.UTF8.GetBytes(text), ct);
}
