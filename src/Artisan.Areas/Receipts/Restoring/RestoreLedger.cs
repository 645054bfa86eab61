using System.Globalization;
using Artisan.Areas.Receipts.Contracts;
using Artisan.Areas.Receipts.Log;
using Artisan.Areas.Receipts.Sealing;
using Artisan.Areas.Receipts.Verifying;
using Artisan.Platform.Backups;
using Artisan.Value.Ledger;

namespace Artisan.Areas.Receipts.Restoring;

/// <summary>
/// Holds a restored log against the highest checkpoint ever signed: it proves the same roots, or it goes on in a new epoch that says what was lost. Every leaf is
/// read before that is said.
/// </summary>
internal sealed class RestoreLedger(IReceiptLogRecovery recovery, LedgerStore store, SealLog seal, LeafCheck check) : IRestoreStep
{
    public string Name => "receipts";

    public async Task<string> RunAsync(string workspaceId, CancellationToken ct)
    {
        if (await recovery.CheckAsync(workspaceId, ct) is { } problem)
        {
            var epoch = await recovery.BeginEpochAsync(workspaceId, "restored from a backup: " + problem, ct);
            await seal.RunAsync(workspaceId, anew: true, ct);
            await CheckLeavesAsync(workspaceId, ct);
            return string.Create(CultureInfo.InvariantCulture, $"EPOCH {epoch} begins, because {problem}.");
        }

        var head = await CheckLeavesAsync(workspaceId, ct);
        // What was not signed yet would stay pending until another receipt comes.
        if (head.SignedSize < head.Size)
        {
            await seal.RunAsync(workspaceId, anew: true, ct);
            head = (await store.CurrentAsync(workspaceId, null, ct)).Head;
        }

        return head.Signed is { } signed
            ? string.Create(CultureInfo.InvariantCulture, $"{signed.Size} receipts prove the root {signed.Signed.Checkpoint.Root.ToBase64()} that was signed.")
            : "nothing was ever signed.";
    }

    private async Task<HeadRow> CheckLeavesAsync(string workspaceId, CancellationToken ct)
    {
        var current = await store.CurrentAsync(workspaceId, null, ct);
        foreach (var older in current.Older.Where(o => o.Kept > 0)) await check.RunAsync(workspaceId, older.Epoch, Frontier.Empty, older.Kept, ct);
        var leaves = await check.RunAsync(workspaceId, current.Head.Epoch, Frontier.Empty, current.Head.Size, ct);
        return leaves.Root() == current.Head.Root ? current.Head : throw new FormatException($"the leaves of epoch {current.Head.Epoch} do not give the head's root");
    }
}
