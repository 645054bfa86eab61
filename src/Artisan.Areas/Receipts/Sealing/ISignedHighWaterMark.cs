using Artisan.Value.Ledger;

namespace Artisan.Areas.Receipts.Sealing;

/// <summary>
/// Every checkpoint ever signed, kept where a restore of the tables does not reach and where nothing can be overwritten, so that a log which
/// was set back is noticed before it is signed again. A signature leaves the process only after it was recorded here.
/// </summary>
internal interface ISignedHighWaterMark
{
    /// <summary>The highest checkpoint ever signed for the workspace; null where none was.</summary>
    Task<SignedMark?> HighestAsync(string workspaceId, CancellationToken ct);

    /// <summary>Records a checkpoint; where one of this epoch and size stands already, that one is answered and stays.</summary>
    Task<SignedCheckpoint> RecordAsync(string workspaceId, int epoch, SignedCheckpoint signed, CancellationToken ct);

    /// <summary>The checkpoints of an epoch, the highest first.</summary>
    IAsyncEnumerable<SignedCheckpoint> DescendingAsync(string workspaceId, int epoch, CancellationToken ct);
}

/// <summary>A recorded checkpoint and its epoch.</summary>
internal sealed record SignedMark(int Epoch, SignedCheckpoint Signed);
