using System.Text;
using Artisan.Areas.Receipts.Log;
using Artisan.Areas.Receipts.Sealing;
using Artisan.Platform.Access;
using Artisan.Platform.Http;
using Artisan.Value.Receipts;
using Microsoft.AspNetCore.Http;

namespace Artisan.Areas.Receipts.Operations;

/// <summary>The whole log as a file that verifies offline: every epoch up to the checkpoint that was the last when the export began, as a stream.</summary>
internal sealed class ExportReceipts(ReceiptFinder finder, LedgerStore store, SigningKeys keys)
{
    public async Task<IResult> RunAsync(Caller caller, CancellationToken ct)
    {
        var epochs = await EpochsAsync(caller.WorkspaceId, ct);
        return epochs.Count == 0
            ? (Outcome<Done>)ReceiptsFaults.NothingToExport
            : Results.Stream(file => WriteAsync(file, caller.WorkspaceId, epochs, ct), "application/json", $"{caller.WorkspaceId}.receipts.json");
    }

    /// <summary>Writes what a workspace's log holds now.</summary>
    public async Task WriteAsync(Stream file, string workspaceId, CancellationToken ct) => await WriteAsync(file, workspaceId, await EpochsAsync(workspaceId, ct), ct);

    private async Task<IReadOnlyList<SignedHead>> EpochsAsync(string workspaceId, CancellationToken ct)
    {
        var current = await finder.LatestAsync(workspaceId, ct);
        var epochs = new List<SignedHead?>();
        foreach (var older in current.Older) epochs.Add((await store.HeadAsync(workspaceId, older.Epoch, ct))?.Signed);
        epochs.Add(current.Head.Signed);
        return [.. epochs.OfType<SignedHead>()];
    }

    private async Task WriteAsync(Stream file, string workspaceId, IReadOnlyList<SignedHead> epochs, CancellationToken ct)
    {
        var writer = new ExportWriter(file);
        await writer.BeginAsync(workspaceId, await keys.RecordsAsync(ct), ct);
        foreach (var last in epochs)
        {
            var origin = last.Signed.Checkpoint.Origin;
            var epoch = LogOrigin.TryParse(origin, out var parsed) ? parsed!.Epoch : throw new FormatException("A checkpoint's origin names no epoch.");
            await writer.BeginEpochAsync(origin, ct);
            await WriteEpochAsync(writer, workspaceId, epoch, last.Size, ct);
        }

        await writer.FinishAsync(ct);
    }

    private async Task WriteEpochAsync(ExportWriter writer, string workspaceId, int epoch, long size, CancellationToken ct)
    {
        var checkpoints = store.Open(workspaceId, epoch).RangeAsync(LedgerKeys.Checkpoints(1, size + 1), ct).GetAsyncEnumerator(ct);
        await using var _ = checkpoints.ConfigureAwait(false);
        var next = await checkpoints.MoveNextAsync() ? CheckpointRow.From(checkpoints.Current) : null;
        await foreach (var row in store.LeavesAsync(workspaceId, epoch, 0, size, ct))
        {
            var leaf = LeafRow.From(row);
            await writer.LeafAsync(Encoding.UTF8.GetBytes(leaf.Statement), ct);
            if (next?.Size != leaf.Index + 1) continue;
            await writer.CheckpointAsync(next.Signed, ct);
            next = await checkpoints.MoveNextAsync() ? CheckpointRow.From(checkpoints.Current) : null;
        }
    }
}
