using Artisan.Areas.Receipts.Log;
using Artisan.Azure;

namespace Artisan.Areas.Tests.Receipts;

/// <summary>Operation counts, because an emulator's time says nothing about Azure's.</summary>
public sealed class CountingStorageTests : IDisposable
{
    // Sealed by hand: what runs in the background would be counted by whoever it works for.
    private static readonly Dictionary<string, string?> ByHand = new() { ["Receipts:SealAfterMilliseconds"] = "60000" };

    private readonly LogHome _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task A_process_that_knows_the_log_appends_with_one_transaction_and_no_read()
    {
        await using var process = new LogProcess(_home, settings: ByHand);
        await process.AppendAsync(_home.WorkspaceId, "calc:0");
        await process.Get<Artisan.Platform.Messaging.Outbox>().SettleAsync();
        for (var n = 1; n <= 3; n++)
        {
            using var counted = StorageOperations.Begin();
            await process.AppendAsync(_home.WorkspaceId, $"calc:{n}");
            Assert.Equal((1, 0, 0), (counted.Tables, counted.Queues, counted.Blobs));
        }
    }

    [Fact]
    public async Task Ninety_six_receipts_at_once_cost_a_handful_of_transactions()
    {
        await using var process = new LogProcess(_home, settings: ByHand);
        await process.AppendAsync(_home.WorkspaceId, "calc:0");
        await process.Get<Artisan.Platform.Messaging.Outbox>().SettleAsync();
        // What the combiner does is counted in the flow that woke it: let the one of the first append come to rest.
        await Task.Delay(200);
        using var counted = StorageOperations.Begin();
        await Task.WhenAll(Enumerable.Range(1, 96).Select(n => process.AppendAsync(_home.WorkspaceId, $"calc:{n}", Artisan.Value.Receipts.ReceiptKinds.Setup)));
        // How many come together first depends on how busy the machine is.
        Assert.InRange(counted.Tables, 2, 8);
    }

    [Fact]
    public async Task A_proof_reads_at_most_three_rows_where_the_head_was_seen_and_two_more_where_not()
    {
        await using (var writer = new LogProcess(_home, settings: ByHand))
        {
            for (var batch = 0; batch < 10; batch++) await Task.WhenAll(Enumerable.Range(batch * 60, 60).Select(n => writer.AppendAsync(_home.WorkspaceId, $"calc:{n}")));
            await writer.SealAsync(_home.WorkspaceId);
        }

        await using var reader = new LogProcess(_home, settings: ByHand);
        var tiles = 2;
        Assert.InRange(await CostAsync(reader, 5), 1, 2 + tiles);
        foreach (var n in new[] { 6, 255, 256, 300, 511, 512, 599 }) Assert.InRange(await CostAsync(reader, n), 1, 3);
    }

    [Fact]
    public async Task A_list_costs_two_operations_however_long_the_log_is()
    {
        await using var process = new LogProcess(_home, settings: ByHand);
        foreach (var batch in Enumerable.Range(0, 4))
        {
            await Task.WhenAll(Enumerable.Range(batch * 50, 50).Select(n => process.AppendAsync(_home.WorkspaceId, $"calc:{n}")));
            using var counted = StorageOperations.Begin();
            var current = await process.Get<ReceiptFinder>().LatestAsync(_home.WorkspaceId, default);
            var listed = 0;
            await foreach (var row in process.Get<LedgerStore>().LeavesAsync(_home.WorkspaceId, 1, Math.Max(0, current.Head.Size - 50), current.Head.Size, default, LeafRow.Summary)) listed++;
            Assert.Equal((50, 2), (listed, counted.Total));
        }
    }

    private async Task<int> CostAsync(LogProcess process, int n)
    {
        using var counted = StorageOperations.Begin();
        var found = await process.Get<ReceiptFinder>().FindAsync(_home.WorkspaceId, Artisan.Areas.Receipts.Contracts.ReceiptIds.For(_home.WorkspaceId, $"calc:{n}"), default);
        Assert.NotNull(found);
        await process.Get<Bundles>().ProofAsync(_home.WorkspaceId, found, default);
        return counted.Total;
    }
}
