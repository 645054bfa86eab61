using Artisan.Areas.Receipts.Contracts;
using Artisan.Areas.Receipts.Log;
using Artisan.Areas.Receipts.Operations;
using Artisan.Areas.Receipts.Sealing;
using Artisan.Azure.Tables;
using Artisan.Testing;
using Artisan.Value.Receipts;

namespace Artisan.Areas.Tests.Receipts;

public sealed class RestoredLogsTests : IDisposable
{
    private static readonly Dictionary<string, string?> ByHand = new() { ["Receipts:SealAfterMilliseconds"] = "60000", ["Receipts:HighWaterMark"] = "Blobs" };

    private readonly LogHome _home = new();

    private string Ws => _home.WorkspaceId;

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task A_log_that_was_set_back_is_stopped_before_anything_is_appended_or_signed()
    {
        var before = new LogProcess(_home, settings: ByHand);
        await SetBackAsync(before);

        var after = new LogProcess(_home, settings: ByHand);
        var halted = await Assert.ThrowsAsync<LogHaltedException>(() => after.AppendAsync(Ws, "calc:new"));
        Assert.Contains("15 leaves that was signed before", halted.Reason, StringComparison.Ordinal);
        Assert.Contains(after.Logs.Lines, l => l.StartsWith("Critical", StringComparison.Ordinal));
        var head = (await after.CurrentAsync(Ws)).Head;
        Assert.Equal((12L, 10L, halted.Reason), (head.Size, head.SignedSize, head.Halted));
        await Assert.ThrowsAsync<LogHaltedException>(() => after.SealAsync(Ws));
        Assert.Equal(10, (await after.CurrentAsync(Ws)).Head.SignedSize);
    }

    [Fact]
    public async Task A_process_that_lived_through_the_restore_notices_it_too()
    {
        var process = new LogProcess(_home, settings: ByHand);
        await SetBackAsync(process);
        await Assert.ThrowsAsync<LogHaltedException>(() => process.AppendAsync(Ws, "calc:new"));
        Assert.NotNull((await process.CurrentAsync(Ws)).Head.Halted);
    }

    [Fact]
    public async Task On_a_developers_machine_the_log_goes_on_in_a_new_epoch_by_itself()
    {
        var before = new LogProcess(_home, settings: ByHand);
        await SetBackAsync(before);

        var after = new LogProcess(_home, settings: new Dictionary<string, string?>(ByHand) { ["Receipts:BeginEpochWhenSetBack"] = null });
        var places = await Task.WhenAll(Enumerable.Range(0, 20).Select(n => after.AppendAsync(Ws, $"calc:new{n}")));
        Assert.All(places, p => Assert.Equal(2, p.Epoch));
        await after.SealAsync(Ws);
        Assert.Equal(VerificationOutcome.Valid, (await ExportAsync(after, Ws)).Outcome);
    }

    [Fact]
    public async Task Another_tree_of_a_signed_size_is_never_signed()
    {
        var before = new LogProcess(_home, settings: ByHand);
        await SetBackAsync(before);

        // A process that knows nothing of the record would append on; whoever signs next must not.
        var blind = new LogProcess(_home, settings: new Dictionary<string, string?>(ByHand) { ["Receipts:HighWaterMarkContainer"] = "elsewhere" });
        await Snapshots.TamperAsync(blind, Ws, LedgerKeys.Head, row => { foreach (var name in new[] { "signed", "note", "jws", "kid", "edge" }) row.Remove(name); });
        for (var n = 0; n < 3; n++) await blind.AppendAsync(Ws, $"calc:other{n}");
        var other = new LogProcess(_home, settings: ByHand);
        await Assert.ThrowsAsync<LogHaltedException>(() => other.SealAsync(Ws));
        Assert.Contains("does not extend", (await other.CurrentAsync(Ws)).Head.Halted, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_new_epoch_says_what_was_lost_keeps_what_survived_and_its_export_verifies()
    {
        var before = new LogProcess(_home, settings: ByHand);
        await SetBackAsync(before);
        var process = new LogProcess(_home, settings: ByHand);
        Assert.NotNull(await process.Get<IReceiptLogRecovery>().CheckAsync(Ws, default));
        Assert.Equal(2, await process.Get<IReceiptLogRecovery>().BeginEpochAsync(Ws, "restored from the backup of March 1", default));

        Assert.Equal(new ReceiptPlace(ReceiptIds.For(Ws, "calc:3"), 1, 3, ReceiptState.Sealed), await process.AppendAsync(Ws, "calc:3"));
        Assert.Equal(2, (await process.AppendAsync(Ws, "calc:11")).Epoch);
        Assert.Equal(2, (await process.AppendAsync(Ws, "calc:14")).Epoch);
        await process.SealAsync(Ws);
        Assert.Equal((2, ReceiptState.Sealed), await process.Log.FindAsync(Ws, ReceiptIds.For(Ws, "calc:11"), default) is { } place ? (place.Epoch, place.State) : default);

        var report = await ExportAsync(process, Ws);
        Assert.Equal((VerificationOutcome.Valid, 2), (report.Outcome, report.Epochs));
        Assert.Equal(10 + 1 + 3, report.ReceiptCount);
        Assert.Contains(await VerdictsAsync(await ExportBytesAsync(process, Ws)), r => r.Kind == ReceiptKinds.Epoch && r.Index == 0);
    }

    [Fact]
    public async Task A_checkpoint_that_the_restore_lost_is_put_back_where_its_leaves_survived()
    {
        var process = new LogProcess(_home, settings: ByHand);
        for (var n = 0; n < 10; n++) await process.AppendAsync(Ws, $"calc:{n}");
        var backup = await Snapshots.TakeAsync(process, Ws);
        await process.SealAsync(Ws);
        await process.AppendAsync(Ws, "calc:10");
        await process.SealAsync(Ws);
        await Snapshots.RestoreAsync(process, Ws, backup);

        var after = new LogProcess(_home, settings: ByHand);
        await after.Get<IReceiptLogRecovery>().CheckAsync(Ws, default);
        await after.Get<IReceiptLogRecovery>().BeginEpochAsync(Ws, "restored", default);
        await after.SealAsync(Ws);
        var report = await ExportAsync(after, Ws);
        Assert.Equal((VerificationOutcome.Valid, 2, 11), (report.Outcome, report.Epochs, report.ReceiptCount));
    }

    [Fact]
    public async Task A_log_that_lost_nothing_stays_in_its_epoch()
    {
        var process = new LogProcess(_home, settings: ByHand);
        await process.AppendAsync(Ws, "calc:1");
        await process.SealAsync(Ws);
        Assert.Null(await process.Get<IReceiptLogRecovery>().CheckAsync(Ws, default));
        Assert.Equal(1, await process.Get<IReceiptLogRecovery>().BeginEpochAsync(Ws, "not needed", default));
        await LogAssert.HoldsExactlyAsync(process, Ws, ["calc:1"]);
    }

    [Theory]
    [InlineData(Fault.ProcessDiesBefore)]
    [InlineData(Fault.ProcessDiesAfter)]
    public async Task A_process_that_dies_while_an_epoch_begins_is_taken_over(Fault fault)
    {
        for (var call = 1; ; call++)
        {
            var (workspaceId, policy) = (LogHome.NewWorkspace(), new FaultInjectionPolicy());
            var before = new LogProcess(_home, settings: ByHand);
            await SetBackAsync(before, workspaceId);
            await before.Get<IReceiptLogRecovery>().CheckAsync(workspaceId, default);
            var victim = new LogProcess(_home, [policy.Inject(fault, call)], ByHand);
            await Record.ExceptionAsync(() => victim.Get<IReceiptLogRecovery>().BeginEpochAsync(workspaceId, "restored", default));
            if (policy.Calls < call) break;

            var other = new LogProcess(_home, settings: ByHand);
            Assert.Equal(2, await other.Get<IReceiptLogRecovery>().BeginEpochAsync(workspaceId, "restored", default));
            await other.SealAsync(workspaceId);
            var report = await ExportAsync(other, workspaceId);
            Assert.Equal((VerificationOutcome.Valid, 2, 10 + 1 + 2), (report.Outcome, report.Epochs, report.ReceiptCount));
        }
    }

    /// <summary>Ten receipts are sealed, two wait; a backup; three more and a seal; the backup is restored.</summary>
    private async Task SetBackAsync(LogProcess process, string? workspaceId = null)
    {
        var ws = workspaceId ?? Ws;
        await Task.WhenAll(Enumerable.Range(0, 10).Select(n => process.AppendAsync(ws, $"calc:{n}")));
        await process.SealAsync(ws);
        await Task.WhenAll(Enumerable.Range(10, 2).Select(n => process.AppendAsync(ws, $"calc:{n}")));
        IReadOnlyList<TableEntity> backup = await Snapshots.TakeAsync(process, ws);
        await Task.WhenAll(Enumerable.Range(12, 3).Select(n => process.AppendAsync(ws, $"calc:{n}")));
        await process.SealAsync(ws);
        await process.Get<Artisan.Platform.Messaging.Outbox>().SettleAsync();
        await Snapshots.RestoreAsync(process, ws, backup);
    }

    internal static async Task<VerificationReport> ExportAsync(LogProcess process, string workspaceId) => await VerifyAsync(process, await ExportBytesAsync(process, workspaceId));

    internal static async Task<byte[]> ExportBytesAsync(LogProcess process, string workspaceId)
    {
        var export = new LogFile(process.Get<ReceiptFinder>(), process.Get<LedgerStore>(), process.Get<SigningKeys>());
        var file = new MemoryStream();
        await export.WriteAsync(file, workspaceId, default);
        return file.ToArray();
    }

    internal static async Task<IReadOnlyList<ReceiptVerdict>> VerdictsAsync(byte[] export)
    {
        using var file = new MemoryStream(export);
        var verdicts = new List<ReceiptVerdict>();
        await ExportVerifier.VerifyAsync(file, TrustAnchors.None, verdicts.Add, default);
        return verdicts;
    }

    internal static async Task<VerificationReport> VerifyAsync(LogProcess process, byte[] export)
    {
        using var file = new MemoryStream(export);
        return await ExportVerifier.VerifyAsync(file, TrustAnchors.Of((await process.Get<SigningKeys>().RecordsAsync(default))[0].Key.Thumbprint), default);
    }
}
