using Artisan.Value.Ledger;

namespace Artisan.Areas.Receipts.Log;

/// <summary>A signed checkpoint and the right edge of the tree at its size: with full tiles, all that a proof towards it needs.</summary>
internal sealed record SignedHead(SignedCheckpoint Signed, Frontier Frontier, string Kid)
{
    public long Size => Signed.Checkpoint.Size;
}
