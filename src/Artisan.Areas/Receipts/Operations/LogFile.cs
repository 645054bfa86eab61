using Artisan.Areas.Receipts.Log;
using Artisan.Areas.Receipts.Sealing;
using Artisan.Value.Receipts;

namespace Artisan.Areas.Receipts.Operations;

/// <summary>Writes a workspace's log as the file that verifies offline, row by row as it is read.</summary>
internal sealed class LogFile(ReceiptFinder finder, LedgerStore store, SigningKeys keys)
{
    /// <summary>Writes what the log holds now.</summary>
    public async Task WriteAsync(Stream file, string workspaceId, CancellationToken ct) =>
        await WriteAsync(file, workspaceId, await EpochsAsync(workspaceId, await finder.LatestAsync(workspaceId, ct), ct), ct);

    /// <summary>The last checkpoint of each epoch that has one, the current log being as it was read.</summary>
    public async Task<IReadOnlyList<SignedHead>> EpochsAsync(string workspaceId, CurrentLog current, CancellationToken ct)
    {
        var epochs = new List<SignedHead?>();
        foreach (var older in current.Older) epochs.Add((await store.HeadAsync(workspaceId, older.Epoch, ct))?.Signed);
        epochs.Add(current.Head.Signed);
        return [.. epochs.OfType<SignedHead>()];
    }

    /// <summary>Writes every epoch up to its checkpoint.</summary>
    public async Task WriteAsync(Stream file, string workspaceId, IReadOnlyList<SignedHead> epochs, CancellationToken ct)
    {
        var writer = new ExportWriter(file);
        await writer.BeginAsync(workspaceId, await keys.RecordsAsync(ct), ct);
        foreach (var last in epochs)
        {
            var origin = last.Signed.Checkpoint.Origin;
            var epoch = LogOrigin.TryParse(origin, out var parsed) ? parsed!.Epoch : throw new FormatException("A checkpoint's origin names no epoch.");
            await writer.BeginEpochAsync(origin, ct);
            await store.WriteLeavesAsync(writer, workspaceId, epoch, 0, last.Size, ct);
        }

        await writer.FinishAsync(ct);
    }
}
