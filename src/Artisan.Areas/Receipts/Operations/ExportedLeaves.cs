using System.Text;
using Artisan.Areas.Receipts.Log;
using Artisan.Value.Receipts;

namespace Artisan.Areas.Receipts.Operations;

/// <summary>The leaves of an epoch with the checkpoints among them, as exports hold them; page by page, whatever their number.</summary>
internal static class ExportedLeaves
{
    public static async Task WriteLeavesAsync(this LedgerStore store, ExportWriter writer, string workspaceId, int epoch, long from, long to, CancellationToken ct)
    {
        var checkpoints = store.Open(workspaceId, epoch).RangeAsync(LedgerKeys.Checkpoints(from + 1, to + 1), ct).GetAsyncEnumerator(ct);
        await using var _ = checkpoints.ConfigureAwait(false);
        var next = await checkpoints.MoveNextAsync() ? CheckpointRow.From(checkpoints.Current) : null;
        await foreach (var row in store.LeavesAsync(workspaceId, epoch, from, to, ct))
        {
            var leaf = LeafRow.From(row);
            await writer.LeafAsync(Encoding.UTF8.GetBytes(leaf.Statement), ct);
            if (next?.Size != leaf.Index + 1) continue;
            await writer.CheckpointAsync(next.Signed, ct);
            next = await checkpoints.MoveNextAsync() ? CheckpointRow.From(checkpoints.Current) : null;
        }
    }
}
