namespace Artisan.Areas.Receipts.Contracts;

/// <summary>The receipt logs of all workspaces, as other areas use them.</summary>
public interface IReceiptLog
{
    /// <summary>Where a receipt stands; null where the log does not hold it (yet).</summary>
    Task<ReceiptPlace?> FindAsync(string workspaceId, string receiptId, CancellationToken ct);

    /// <summary>
    /// Appends one receipt and answers when it is durable; a repeated key answers the place of the first. Use it where nothing else has to be
    /// committed with the receipt, else send the request to <see cref="ReceiptSink"/> with the change.
    /// </summary>
    Task<ReceiptPlace> AppendAsync(ReceiptRequest request, CancellationToken ct);
}

/// <summary>Where a receipt stands in its workspace's log.</summary>
/// <param name="ReceiptId">The receipt.</param>
/// <param name="Epoch">The epoch of the log, from 1.</param>
/// <param name="Index">The leaf, from 0.</param>
/// <param name="State">Whether a signed checkpoint covers it.</param>
public sealed record ReceiptPlace(string ReceiptId, int Epoch, long Index, ReceiptState State);

/// <summary>How far a receipt has come.</summary>
public enum ReceiptState
{
    /// <summary>It is in the log for good; the checkpoint that covers it is about to be signed.</summary>
    Pending,

    /// <summary>A signed checkpoint covers it: it can be proven offline.</summary>
    Sealed,
}
