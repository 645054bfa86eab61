namespace Artisan.Areas.Receipts.Log;

/// <summary>What this process knows of a log it writes to.</summary>
/// <param name="Log">The head as it was last read or written.</param>
/// <param name="Anchor">The highest checkpoint that this process has verified the log against.</param>
/// <param name="Unbroken">Whether everything since that verification was appended by this process itself.</param>
/// <param name="Stale">Whether the stored head is known to have changed.</param>
internal sealed record OpenLog(CurrentLog Log, SignedHead? Anchor, bool Unbroken, bool Stale = false)
{
    public HeadRow Head => Log.Head;

    public OpenLog After(HeadRow head) => this with { Log = Log with { Head = head }, Stale = head.Row.ETag == default };
}
