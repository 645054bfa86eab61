using Artisan.Testing.Host;
using Artisan.Value.Receipts;

namespace Artisan.Areas.Tests.Receipts;

/// <summary>
/// The real writer, sealing and readers on the storage simulation, to two hundred thousand leaves; the benchmark <c>receipts-at-scale</c> goes on to a million. Operations are
/// counted, not times.
/// </summary>
public sealed class LogsAtScaleTests
{
    private const int MostTiles = 3;
    private const long MostHeap = 24 * 1024 * 1024;

    // Where a level of tiles is full the next receipt opens three: the sizes are on both sides of such places.
    private static readonly long[] Sizes = [1_000, 10_000, 65_400, 200_000];

    private int _made;

    [Fact]
    public async Task Appends_seals_and_proofs_cost_the_same_at_every_size_and_an_export_holds_no_more_in_memory()
    {
        await using var log = new LogAtScale(ws => Requests.Of(ws, $"calc:{_made++}", ReceiptKinds.Calculation));
        foreach (var size in Sizes)
        {
            await log.GrowAsync(size);
            var append = await log.AppendAsync();
            Assert.InRange(append.Asked.MostRows, 98, 100);
            // 48 leaves a transaction, and a lone one at the head of those that come at once; a busy machine may part some.
            Assert.InRange(append.Asked.Transactions, append.Leaves / 48, append.Leaves / 30);
            Assert.InRange(append.Asked.PointReads, 0, MostTiles);
            Assert.Equal((0, 0), (append.Asked.Pages, append.Asked.Blobs));

            // The tiles of the proof from the checkpoint before, the record, and the transaction that publishes it.
            var seal = await log.SealAsync();
            Assert.InRange(seal.Asked.Total, 2, MostTiles + 2);
            Assert.InRange((await log.InclusionAsync(60)).Most, 1, MostTiles);
            Assert.InRange((await log.ConsistencyAsync(60)).Most, 0, MostTiles);

            if (size != Sizes[0] && size != Sizes[^1]) continue;
            var export = await log.ExportAsync(Stream.Null);
            Assert.InRange(export.Bytes, log.Size * 300, long.MaxValue);
            Assert.InRange(export.Pages, log.Size / 1_000, (log.Size / 1_000) + 3);
            Assert.InRange(export.HeapGrowth, long.MinValue, MostHeap);
        }
    }
}
