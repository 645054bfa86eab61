using Artisan.Value.Ledger;
using Artisan.Value.Receipts;
using Artisan.Value.Tests.Building;

namespace Artisan.Value.Tests.Receipts;

/// <summary>Nothing else runs while memory is measured.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class MeasuringMemory
{
    public const string Name = "measuring memory";
}

/// <summary>The file of a large log.</summary>
[Collection(MeasuringMemory.Name)]
public sealed class ExportingAtScaleTests
{
    private const int Leaves = 100_000;

    [Fact]
    public async Task A_file_of_a_hundred_thousand_receipts_is_written_in_memory_that_does_not_grow_with_it()
    {
        var (key, origin, tree, early) = (TestKey.Named("first"), new LogOrigin("artisan.test/ledger", "ws_1", 1).ToString(), Frontier.Empty, 0L);
        var leaf = new ReceiptStatement(ReceiptKinds.Setup, "rcp_1", "ws_1", ReceiptLog.Start, new() { ["step"] = new string('x', 1_000) }).ToBytes();
        var writer = new ExportWriter(Stream.Null);
        await writer.BeginAsync("ws_1", [key.First(ReceiptLog.Start)], default);
        await writer.BeginEpochAsync(origin, default);
        for (var n = 1; n <= Leaves; n++)
        {
            tree = tree.Append([MerkleHash.Leaf(leaf)]);
            await writer.LeafAsync(leaf, default);
            if (n % 1_000 == 0) await writer.CheckpointAsync(key.Sign(new Checkpoint(origin, tree.Size, tree.Root())), default);
            if (n == Leaves / 10) early = GC.GetTotalMemory(forceFullCollection: true);
        }

        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - early, long.MinValue, 256 * 1024);
        await writer.FinishAsync(default);
    }
}
