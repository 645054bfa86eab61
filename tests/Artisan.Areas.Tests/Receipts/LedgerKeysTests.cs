using Artisan.Areas.Receipts.Contracts;
using Artisan.Areas.Receipts.Log;
using Artisan.Areas.Receipts.Sealing;
using Artisan.Platform.Ids;

namespace Artisan.Areas.Tests.Receipts;

public sealed class LedgerKeysTests
{
    private static readonly long[] Sizes = [0, 1, 9, 10, 255, 256, 65_535, 65_536, 999_999, 16_777_216, 999_999_999_998];

    [Fact]
    public void Leaves_and_checkpoints_sort_as_their_numbers_do()
    {
        Assert.Equal(Sizes.Select(LedgerKeys.Leaf), Sizes.Select(LedgerKeys.Leaf).Order(StringComparer.Ordinal));
        Assert.Equal(Sizes.Select(LedgerKeys.Checkpoint), Sizes.Select(LedgerKeys.Checkpoint).Order(StringComparer.Ordinal));
        Assert.All(Sizes, n => Assert.Equal(n, LedgerKeys.LeafIndex(LedgerKeys.Leaf(n))));
    }

    [Fact]
    public void Rare_kinds_and_recorded_checkpoints_sort_the_newest_first()
    {
        Assert.Equal(Sizes.Reverse().Select(n => LedgerKeys.Kind("setup", n)), Sizes.Select(n => LedgerKeys.Kind("setup", n)).Order(StringComparer.Ordinal));
        var marks = new[] { MarkNames.Of(2, 1), MarkNames.Of(1, 999), MarkNames.Of(1, 2) };
        Assert.Equal(marks, marks.Order(StringComparer.Ordinal));
        Assert.Equal([2, 1, 1], marks.Select(MarkNames.EpochOf));
    }

    [Fact]
    public void The_range_of_a_kind_between_two_indexes_holds_exactly_those()
    {
        foreach (var from in Sizes.Where(n => n < 256))
        {
            var range = LedgerKeys.KindBetween("setup", from, 256);
            Assert.All(Sizes, n => Assert.Equal(n >= from && n < 256, range.Holds(LedgerKeys.Kind("setup", n))));
            Assert.False(range.Holds(LedgerKeys.Kind("setup-more", 3)));
        }
    }

    [Fact]
    public void A_receipt_id_follows_from_workspace_and_key_and_looks_like_any_other()
    {
        var id = ReceiptIds.For("ws_00000000000000000000000001", "calc:1");
        Assert.Equal(id, ReceiptIds.For("ws_00000000000000000000000001", "calc:1"));
        Assert.True(UlidIds.IsId(id, ReceiptIds.Prefix));
        Assert.NotEqual(id, ReceiptIds.For("ws_00000000000000000000000002", "calc:1"));
        Assert.NotEqual(id, ReceiptIds.For("ws_00000000000000000000000001", "calc:2"));
    }
}
