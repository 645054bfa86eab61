using Artisan.Areas.Receipts.Log;
using Artisan.Azure.Tables;
using Artisan.Platform.Storage;
using Artisan.Value.Ledger;

namespace Artisan.Benchmarks.Ledger;

/// <summary>
/// The storage calls behind an append to a receipt log, without the log: the same leaves, tiles and head in the same transactions, sent with the table
/// client alone. It checks nothing and seals nothing. One writer at a time.
/// </summary>
internal sealed class BareLog(TableClient table, Partition partition)
{
    private const int MostLeaves = 48;

    private readonly Dictionary<(int Level, long Index), byte[]> _tiles = [];
    private HeadRow _head = HeadRow.Empty(1, partition);

    public async Task AppendAsync(IReadOnlyList<NewLeaf> leaves)
    {
        for (var done = 0; done < leaves.Count;)
        {
            var fitting = Tile.LeavesThatFit(_head.Size, Math.Min(MostLeaves, leaves.Count - done));
            _head = await SubmitAsync([.. leaves.Skip(done).Take(fitting)]);
            done += fitting;
        }
    }

    private async Task<HeadRow> SubmitAsync(List<NewLeaf> leaves)
    {
        var append = LogAppend.To(_head.Frontier, leaves.Select(l => l.Hash).ToArray());
        var head = _head.With(append.After, null);
        List<TableTransactionAction> actions = [Action(head.Row.ETag == default ? TableTransactionActionType.Add : TableTransactionActionType.UpdateReplace, head.Row)];
        foreach (var tile in append.Tiles)
        {
            var bytes = tile.Apply(_tiles.GetValueOrDefault((tile.Level, tile.Index)));
            _tiles[(tile.Level, tile.Index)] = bytes;
            actions.Add(Action(TableTransactionActionType.UpsertReplace, TileStore.Row(partition, tile, bytes)));
        }

        for (var i = 0; i < leaves.Count; i++)
        {
            var (leaf, index) = (leaves[i], _head.Size + i);
            var place = partition.Row(LedgerKeys.Idempotency(leaf.ReceiptId));
            (place["index"], place["key"], place["hash"]) = (index, leaf.Key, leaf.Hash.ToHex());
            actions.Add(Action(TableTransactionActionType.Add, leaf.At(index).To(partition, leaf.IssuedAt)));
            actions.Add(Action(TableTransactionActionType.Add, place));
        }

        var answers = await table.SubmitTransactionAsync(actions);
        head.Row.ETag = answers.Value[0].Headers.ETag!.Value;
        return head;
    }

    private static TableTransactionAction Action(TableTransactionActionType type, TableEntity row)
    {
        row[Change.WriteId] = "0123456789abcdefghjkmnpqrs";
        return new TableTransactionAction(type, row, type == TableTransactionActionType.UpdateReplace ? row.ETag : default);
    }
}
