using System.Text;
using Artisan.Areas.Receipts.Contracts;
using Artisan.Areas.Receipts.Log;
using Artisan.Areas.Receipts.Operations;
using Artisan.Areas.Receipts.Verifying;
using Artisan.Platform.Access;
using Artisan.Platform.Due;
using Artisan.Platform.Http;
using Artisan.Testing;
using Artisan.Value.Receipts;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Fault = Artisan.Testing.Fault;

namespace Artisan.Areas.Tests.Receipts;

/// <summary>A restore, or the kill of an emulator, loses a whole epoch: what is left is exported with a gap that verifies.</summary>
public sealed class LostEpochsTests : IDisposable
{
    private static readonly Dictionary<string, string?> ByHand = new() { ["Receipts:SealAfterMilliseconds"] = "60000", ["Receipts:VerifyAtOnce"] = "2" };
    private static readonly Dictionary<string, string?> ByItself = new(ByHand) { ["Receipts:BeginEpochWhenSetBack"] = "true" };

    private readonly LogHome _home = new();

    private string Ws => _home.WorkspaceId;

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task An_epoch_that_was_lost_before_its_first_checkpoint_is_passed_over()
    {
        await using var before = new LogProcess(_home, settings: ByItself);
        await SecondEpochAsync(before, Ws, seal: false);
        await Snapshots.RestoreAsync(before, Ws, [], epoch: 2);

        await using var after = new LogProcess(_home, settings: ByHand);
        var halted = await Assert.ThrowsAsync<LogHaltedException>(() => after.AppendAsync(Ws, "calc:new"));
        Assert.Contains("epoch 2 had begun and nothing of it is left", halted.Reason, StringComparison.Ordinal);
        Assert.Equal(3, await after.Get<IReceiptLogRecovery>().BeginEpochAsync(Ws, "restored", default));
        await HoldsAsync(after, 3, epochs: 2, receipts: 2 + 1 + 2);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_epoch_that_was_signed_and_lost_is_named_by_the_next_one(bool named)
    {
        await using var before = new LogProcess(_home, settings: ByItself);
        var beforeIt = await SecondEpochAsync(before, Ws, seal: true);
        await Snapshots.RestoreAsync(before, Ws, [], epoch: 2);
        if (!named) await Snapshots.RestoreAsync(before, Ws, beforeIt);

        await using var after = new LogProcess(_home, settings: ByItself);
        Assert.Equal(3, (await after.AppendAsync(Ws, "calc:new")).Epoch);
        await HoldsAsync(after, 3, epochs: 2, receipts: 2 + 1 + 3);
        var leaf = Encoding.UTF8.GetBytes((await after.Get<LedgerStore>().LeafAsync(Ws, 3, 0, default))!.Statement);
        Assert.True(ReceiptStatement.TryParse(leaf, out var statement, out _));
        var body = EpochBody.TryRead(statement!.Body)!;
        Assert.Equal(($"artisan.local/ledger/{Ws}/1", 2L), (body.Previous!.Checkpoint.Origin, body.Kept));
        Assert.Equal(($"artisan.local/ledger/{Ws}/2", 3L), (Assert.Single(body.Lost).Checkpoint.Origin, body.Lost[0].Checkpoint.Size));
    }

    [Fact]
    public async Task A_link_across_a_gap_that_was_tampered_with_is_found()
    {
        await using var before = new LogProcess(_home, settings: ByItself);
        await SecondEpochAsync(before, Ws, seal: true);
        await Snapshots.RestoreAsync(before, Ws, [], epoch: 2);
        await using var process = new LogProcess(_home, settings: ByItself);
        await process.AppendAsync(Ws, "calc:new");
        await process.SealAsync(Ws);

        var export = Encoding.UTF8.GetString(await RestoredLogsTests.ExportBytesAsync(process, Ws));
        foreach (var (part, instead) in new[] { ($"{Ws}/2\\\\n3\\\\n", $"{Ws}/2\\\\n4\\\\n"), ("\\\"kept\\\":\\\"2\\\"", "\\\"kept\\\":\\\"1\\\""), ($"{Ws}/3\",\"entries", $"{Ws}/4\",\"entries") })
        {
            Assert.Contains(part, export, StringComparison.Ordinal);
            var report = await RestoredLogsTests.VerifyAsync(process, Encoding.UTF8.GetBytes(export.Replace(part, instead, StringComparison.Ordinal)));
            Assert.Equal(VerificationOutcome.Invalid, report.Outcome);
            Assert.NotEmpty(report.Failures);
        }

        // The first epoch is cut out: the third one says that it follows it.
        var head = export[..export.IndexOf("{\"origin\"", StringComparison.Ordinal)];
        var cut = head + export[export.LastIndexOf("{\"origin\"", StringComparison.Ordinal)..];
        Assert.Contains((await RestoredLogsTests.VerifyAsync(process, Encoding.UTF8.GetBytes(cut))).Failures, f => f.Check == CheckNames.EpochChain && f.Detail.Contains($"{Ws}/1, of which 2 leaves", StringComparison.Ordinal));
    }

    [Fact]
    public async Task On_a_developers_machine_a_log_that_was_lost_in_its_first_second_goes_on()
    {
        await using (var killed = new LogProcess(_home, settings: ByItself))
        {
            await killed.AppendAsync(Ws, "calc:0");
            await killed.SealAsync(Ws);
            await Snapshots.RestoreAsync(killed, Ws, []);
        }

        await using var process = new LogProcess(_home, settings: ByItself);
        Assert.Equal(2, (await process.AppendAsync(Ws, "calc:0")).Epoch);
        await HoldsAsync(process, 2, epochs: 1, receipts: 2);
    }

    [Fact]
    public async Task A_log_that_was_lost_before_anything_was_signed_begins_anew()
    {
        await using (var killed = new LogProcess(_home, settings: ByItself))
        {
            await killed.AppendAsync(Ws, "calc:0");
            await killed.AppendAsync(Ws, "calc:1");
            await Snapshots.RestoreAsync(killed, Ws, []);
        }

        await using var process = new LogProcess(_home, settings: ByItself);
        Assert.Equal((1, 0L), await process.AppendAsync(Ws, "calc:1") is var place ? (place.Epoch, place.Index) : default);
        await HoldsAsync(process, 1, epochs: 1, receipts: 1);
    }

    [Fact]
    public async Task An_epoch_that_was_damaged_before_anything_was_signed_is_followed_by_one_that_says_so()
    {
        await using var process = new LogProcess(_home, settings: ByHand);
        for (var n = 0; n < 3; n++) await process.AppendAsync(Ws, $"calc:{n}");
        await Snapshots.TamperAsync(process, Ws, LedgerKeys.Head, row => row["root"] = Artisan.Value.Ledger.MerkleHash.Empty.ToBase64());
        Assert.NotNull(await process.Get<IReceiptLogRecovery>().CheckAsync(Ws, default));
        Assert.Equal(2, await process.Get<IReceiptLogRecovery>().BeginEpochAsync(Ws, "damaged", default));
        await HoldsAsync(process, 2, epochs: 1, receipts: 1 + 3);
    }

    [Fact]
    public async Task An_epoch_that_began_after_another_state_of_the_old_one_is_not_taken_for_its_successor()
    {
        await using var process = new LogProcess(_home, settings: ByHand);
        await process.AppendAsync(Ws, "calc:0");
        await process.SealAsync(Ws);
        var early = await Snapshots.TakeAsync(process, Ws);
        await SecondEpochAsync(process, Ws, seal: false);
        await Snapshots.RestoreAsync(process, Ws, early);

        await using var after = new LogProcess(_home, settings: ByItself);
        Assert.Equal(3, (await after.AppendAsync(Ws, "calc:1")).Epoch);
        await HoldsAsync(after, 3, epochs: 2, receipts: 1 + 1 + 1);
    }

    [Fact]
    public async Task The_nightly_recomputation_goes_through_every_epoch_that_is_left()
    {
        await using var before = new LogProcess(_home, settings: ByItself);
        await SecondEpochAsync(before, Ws, seal: true);
        await Snapshots.RestoreAsync(before, Ws, [], epoch: 2);
        await using var process = new LogProcess(_home, settings: ByItself);
        await process.AppendAsync(Ws, "calc:new");
        await process.SealAsync(Ws);

        var tonight = new DateTimeOffset(2026, 3, 2, 0, 0, 0, TimeSpan.Zero);
        for (var part = 0; part < 6; part++) await process.Get<VerifyLedger>().HandleAsync(new("m", new WorkspaceSlot(VerifyLedgers.Job, Ws, tonight)), default);
        var verified = VerifiedRow.From(await process.Get<LedgerStore>().Open(Ws, 1).FindAsync(LedgerKeys.Verified, default))!;
        Assert.Equal((true, 3, 4L), (verified.Done, verified.Epoch, verified.Frontier.Size));
    }

    [Fact]
    public async Task A_process_that_dies_while_a_lost_epoch_is_passed_over_is_taken_over()
    {
        await using var before = new LogProcess(_home, settings: ByItself);
        for (var call = 1; ; call++)
        {
            // To die after a call is to die before the next one.
            var (ws, policy) = (LogHome.NewWorkspace(), new FaultInjectionPolicy());
            await SecondEpochAsync(before, ws, seal: true);
            await Snapshots.RestoreAsync(before, ws, [], epoch: 2);
            await before.Get<IReceiptLogRecovery>().CheckAsync(ws, default);
            await using var victim = new LogProcess(_home, [policy.Inject(Fault.ProcessDiesAfter, call)], ByHand);
            await Record.ExceptionAsync(() => victim.Get<IReceiptLogRecovery>().BeginEpochAsync(ws, "restored", default));
            if (policy.Calls < call) break;

            await using var other = new LogProcess(_home, settings: ByHand);
            Assert.Equal(3, await other.Get<IReceiptLogRecovery>().BeginEpochAsync(ws, "restored", default));
            await other.SealAsync(ws);
            var report = await RestoredLogsTests.ExportAsync(other, ws);
            Assert.Equal((VerificationOutcome.Valid, 2, 2 + 1 + 2), (report.Outcome, report.Epochs, report.ReceiptCount));
        }
    }

    /// <summary>
    /// Two receipts are sealed, two wait; a third checkpoint is lost with its leaf, so that epoch 2 begins, which the two are carried into. Answers the rows of
    /// epoch 1 as they were before it named epoch 2.
    /// </summary>
    private static async Task<IReadOnlyList<Artisan.Azure.Tables.TableEntity>> SecondEpochAsync(LogProcess process, string ws, bool seal)
    {
        for (var n = 0; n < 2; n++) await process.AppendAsync(ws, $"calc:{n}");
        await process.SealAsync(ws);
        for (var n = 2; n < 4; n++) await process.AppendAsync(ws, $"calc:{n}");
        var backup = await Snapshots.TakeAsync(process, ws);
        await process.AppendAsync(ws, "calc:4");
        await process.SealAsync(ws);
        await process.Get<Artisan.Platform.Messaging.Outbox>().SettleAsync();
        await Snapshots.RestoreAsync(process, ws, backup);
        await process.Get<IReceiptLogRecovery>().CheckAsync(ws, default);
        var stopped = await Snapshots.TakeAsync(process, ws);
        Assert.Equal(2, await process.Get<IReceiptLogRecovery>().BeginEpochAsync(ws, "restored", default));
        if (seal) await process.SealAsync(ws);
        await process.Get<Artisan.Platform.Messaging.Outbox>().SettleAsync();
        return stopped;
    }

    private async Task HoldsAsync(LogProcess process, int epoch, int epochs, int receipts)
    {
        await process.SealAsync(Ws);
        Assert.Equal(epoch, (await process.CurrentAsync(Ws)).Head.Epoch);
        var report = await RestoredLogsTests.ExportAsync(process, Ws);
        Assert.True(report.Outcome == VerificationOutcome.Valid, string.Join(" | ", report.Failures));
        Assert.Equal((epochs, receipts), (report.Epochs, report.ReceiptCount));

        // The list and each receipt's bundle come across the gap as well.
        var verdicts = await RestoredLogsTests.VerdictsAsync(await RestoredLogsTests.ExportBytesAsync(process, Ws));
        Assert.Equal(verdicts.Select(r => r.Id).Reverse(), await ListedAsync(process));
        foreach (var receipt in verdicts)
        {
            var found = await process.Get<ReceiptFinder>().FindAsync(Ws, receipt.Id!, default);
            var leaf = await process.Get<Bundles>().LeafAsync(Ws, found!, default);
            var bundle = await process.Get<Bundles>().BundleAsync(Ws, found!, leaf.Statement, default);
            Assert.Equal(VerificationOutcome.ConsistentSignerUnauthenticated, BundleVerifier.Verify(bundle.ToBytes(), TrustAnchors.None).Outcome);
        }
    }

    private async Task<IReadOnlyList<string>> ListedAsync(LogProcess process)
    {
        await using var services = new ServiceCollection().AddSingleton(process.Get<CursorSigner>()).BuildServiceProvider();
        var list = new ListReceipts(process.Get<ReceiptFinder>(), process.Get<LedgerStore>());
        var (listed, cursor) = (new List<string>(), (string?)null);
        do
        {
            var context = new DefaultHttpContext { RequestServices = services };
            context.Request.QueryString = new QueryString("?limit=2" + (cursor is null ? "" : "&cursor=" + Uri.EscapeDataString(cursor)));
            var page = (await list.RunAsync(new ReceiptsQuery(null, null, null, null), await Paging.BindAsync(context), new Caller { WorkspaceId = Ws }, default)).Value!;
            listed.AddRange(page.Items.Select(i => i.Id));
            cursor = page.Next;
        }
        while (cursor is not null);

        return listed;
    }
}
