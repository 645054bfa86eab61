using Artisan.Platform.Http;

namespace Artisan.Areas.Receipts;

/// <summary>What the receipts' endpoints refuse.</summary>
public static class ReceiptsFaults
{
    public static readonly Fault NotFound = new("receipts.not_found", 404, "There is no such receipt in this workspace's log.");
    public static readonly Fault Pending = new("receipts.pending", 409, "No signed checkpoint covers this receipt yet; ask again in a second.") { RetryAfter = 1 };
    public static readonly Fault NoCheckpoint = new("receipts.no_checkpoint", 404, "Nothing was signed for this log yet.");
    public static readonly Fault NoSuchCheckpoint = new("receipts.no_such_checkpoint", 404, "No checkpoint of this size was signed; use the sizes of checkpoints you hold, or leave out 'to' for the latest.");
    public static readonly Fault SizesInvalid = new("receipts.sizes_invalid", 400, "'from' is at least 1 and at most 'to', and 'to' is the size of a signed checkpoint.");
    public static readonly Fault NothingToExport = new("receipts.nothing_to_export", 409, "The log holds no sealed receipt yet.");
    public static readonly Fault RangeInvalid = new("receipts.range_invalid", 400, "'from' and 'to' are indexes or instants of this epoch's sealed receipts, and 'from' comes before 'to'.");
    public static readonly Fault Unreadable = new("receipts.unreadable", 400, "The body is neither a receipt bundle nor an export file.");

    /// <summary>Every fault of the area, for the golden list and the API reference.</summary>
    public static IReadOnlyList<Fault> All { get; } = [NotFound, Pending, NoCheckpoint, NoSuchCheckpoint, SizesInvalid, NothingToExport, RangeInvalid, Unreadable];
}
