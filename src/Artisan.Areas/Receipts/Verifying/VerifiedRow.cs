using Artisan.Areas.Receipts.Log;
using Artisan.Azure.Tables;
using Artisan.Platform.Storage;
using Artisan.Value.Ledger;

namespace Artisan.Areas.Receipts.Verifying;

/// <summary>How far the recomputation of a workspace's log has come in one night's run.</summary>
internal sealed record VerifiedRow(TableEntity Row, DateTimeOffset Slot, int Epoch, Frontier Frontier, bool Done)
{
    public static VerifiedRow? From(TableEntity? row) => row is null ? null : new VerifiedRow(
        row, row.GetDateTimeOffset("slot")!.Value, row.GetInt32("epoch")!.Value, Frontier.Parse(row.GetBinary("frontier")), row.GetBoolean("done") ?? false);

    public static VerifiedRow Begin(VerifiedRow? before, Partition home, DateTimeOffset slot) =>
        new(before?.Row ?? home.Row(LedgerKeys.Verified), slot, 1, Frontier.Empty, false);

    public TableEntity ToRow()
    {
        (Row["slot"], Row["epoch"], Row["frontier"], Row["done"]) = (Slot, Epoch, Frontier.ToBytes(), Done);
        return Row;
    }
}
