using System.Globalization;
using Artisan.Areas.Receipts.Contracts;
using Artisan.Areas.Receipts.Log;
using Artisan.Areas.Receipts.Sealing;
using Artisan.Platform.Backups;

namespace Artisan.Areas.Receipts.Restoring;

/// <summary>Holds a restored log against the highest checkpoint ever signed: it proves the same roots, or it goes on in a new epoch that says what was lost.</summary>
internal sealed class RestoreLedger(IReceiptLogRecovery recovery, LedgerStore store, SealLog seal) : IRestoreStep
{
    public string Name => "receipts";

    public async Task<string> RunAsync(string workspaceId, CancellationToken ct)
    {
        if (await recovery.CheckAsync(workspaceId, ct) is { } problem)
        {
            var epoch = await recovery.BeginEpochAsync(workspaceId, "restored from a backup: " + problem, ct);
            await seal.RunAsync(workspaceId, anew: true, ct);
            return string.Create(CultureInfo.InvariantCulture, $"EPOCH {epoch} begins, because {problem}.");
        }

        var head = (await store.CurrentAsync(workspaceId, null, ct)).Head;
        return head.Signed is { } signed
            ? string.Create(CultureInfo.InvariantCulture, $"{signed.Size} receipts prove the root {signed.Signed.Checkpoint.Root.ToBase64()} that was signed.")
            : "nothing was ever signed.";
    }
}
