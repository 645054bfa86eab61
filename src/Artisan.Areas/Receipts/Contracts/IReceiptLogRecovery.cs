namespace Artisan.Areas.Receipts.Contracts;

/// <summary>What a restore does with a workspace's receipt log.</summary>
public interface IReceiptLogRecovery
{
    /// <summary>Verifies the log against the highest checkpoint ever signed; null where it extends it, else why it does not. A log that does not is stopped.</summary>
    Task<string?> CheckAsync(string workspaceId, CancellationToken ct);

    /// <summary>
    /// Begins a new epoch for a stopped log, and answers its number; a log that is not stopped stays in its epoch. Leaf 0 embeds the last checkpoint
    /// ever signed for the newest one that is left, how many of its receipts were kept, and what was signed for epochs that are gone; receipts that no
    /// surviving checkpoint covers are appended again.
    /// Where a process dies half way, the next call goes on.
    /// </summary>
    Task<int> BeginEpochAsync(string workspaceId, string reason, CancellationToken ct);
}
