using Artisan.Areas.Receipts.Operations;
using Artisan.Platform.Events;

namespace Artisan.Areas.Receipts;

/// <summary>What happens here that others may want to know of.</summary>
internal static class ReceiptsEvents
{
    public static readonly EventType<ReceiptItem> Created = new("receipt.created", "any receipt", ReceiptsJson.Default.ReceiptItem);

    public static readonly EventType<CheckpointResponse> Checkpoint = new("receipt.checkpoint", "a new signed checkpoint", ReceiptsJson.Default.CheckpointResponse);
}
