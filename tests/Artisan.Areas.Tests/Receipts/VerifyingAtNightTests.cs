using Artisan.Areas.Receipts.Log;
using Artisan.Areas.Receipts.Verifying;
using Artisan.Azure.Queues;
using Artisan.Platform.Due;

namespace Artisan.Areas.Tests.Receipts;

public sealed class VerifyingAtNightTests : IDisposable
{
    private static readonly DateTimeOffset Tonight = new(2026, 3, 2, 0, 0, 0, TimeSpan.Zero);
    private static readonly Dictionary<string, string?> Settings = new() { ["Receipts:SealAfterMilliseconds"] = "60000", ["Receipts:VerifyAtOnce"] = "100" };

    private readonly LogHome _home = new();

    private string Ws => _home.WorkspaceId;

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task A_log_is_recomputed_part_by_part_and_found_whole()
    {
        var process = await FilledAsync();
        var parts = 0;
        for (; (await VerifiedAsync(process))?.Done != true; parts++) await RunAsync(process);
        Assert.Equal(4, parts);
        Assert.Equal((await process.CurrentAsync(Ws)).Head.Root, (await VerifiedAsync(process))!.Frontier.Root());
        Assert.Null((await process.CurrentAsync(Ws)).Head.Halted);

        await process.Get<Artisan.Platform.Messaging.Outbox>().SettleAsync();
        Assert.Equal(3, (await process.Get<QueueServiceClient>().GetQueueClient(VerifyLedger.Queue).GetPropertiesAsync()).Value.ApproximateMessagesCount);
    }

    [Fact]
    public async Task A_message_that_comes_again_after_the_run_does_nothing()
    {
        var process = await FilledAsync();
        while ((await VerifiedAsync(process))?.Done != true) await RunAsync(process);
        var done = (await VerifiedAsync(process))!.Row.ETag;
        await RunAsync(process);
        Assert.Equal(done, (await VerifiedAsync(process))!.Row.ETag);
    }

    [Theory]
    [InlineData("a leaf's text", "tile 0/1")]
    [InlineData("a tile's hash", "tile 0/0")]
    [InlineData("a checkpoint", "the checkpoint of 120 leaves")]
    [InlineData("the head", "head")]
    public async Task Whatever_was_changed_behind_our_back_is_found_and_stops_the_log(string what, string reason)
    {
        var process = await FilledAsync();
        await (what switch
        {
            "a leaf's text" => Snapshots.TamperAsync(process, Ws, LedgerKeys.Leaf(260), row => row["statement"] = Requests.Of(Ws, "calc:9999").Statement),
            "a tile's hash" => Snapshots.TamperAsync(process, Ws, LedgerKeys.Tile(0, 0), row => row.GetBinary("hashes")![40] ^= 1),
            "a checkpoint" => SwapCheckpointsAsync(process),
            _ => Snapshots.TamperAsync(process, Ws, LedgerKeys.Head, row => row["root"] = Artisan.Value.Ledger.MerkleHash.Empty.ToBase64()),
        });

        var later = new LogProcess(_home, settings: Settings);
        for (var part = 0; part < 4; part++) await RunAsync(later);
        var head = (await later.CurrentAsync(Ws)).Head;
        Assert.Contains(reason, head.Halted, StringComparison.Ordinal);
        Assert.Contains(later.Logs.Lines, l => l.StartsWith("Critical", StringComparison.Ordinal));
        await Assert.ThrowsAsync<LogHaltedException>(() => later.AppendAsync(Ws, "calc:more"));
    }

    // 320 leaves over two tiles, with checkpoints of 120 and 320.
    private async Task<LogProcess> FilledAsync()
    {
        var process = new LogProcess(_home, settings: Settings);
        await Task.WhenAll(Enumerable.Range(0, 120).Select(n => process.AppendAsync(Ws, $"calc:{n}")));
        await process.SealAsync(Ws);
        await Task.WhenAll(Enumerable.Range(120, 200).Select(n => process.AppendAsync(Ws, $"calc:{n}")));
        await process.SealAsync(Ws);
        return process;
    }

    private Task SwapCheckpointsAsync(LogProcess process) => Snapshots.TamperAsync(process, Ws, LedgerKeys.Checkpoint(120), row =>
    {
        var note = row.GetString("note")!.Split('\n');
        note[2] = Artisan.Value.Ledger.MerkleHash.Empty.ToBase64();
        row["note"] = string.Join('\n', note);
    });

    private Task RunAsync(LogProcess process) =>
        process.Get<VerifyLedger>().HandleAsync(new("m", new WorkspaceSlot(VerifyLedgers.Job, Ws, Tonight)), default);

    private async Task<VerifiedRow?> VerifiedAsync(LogProcess process) => VerifiedRow.From(await process.Get<LedgerStore>().Open(Ws, 1).FindAsync(LedgerKeys.Verified, default));
}
