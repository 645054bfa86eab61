using System.Text.Json;
using Artisan.Areas.Tests.Receipts;
using Artisan.Azure;
using Artisan.Azure.Tables;
using Artisan.Platform.Backups;
using Artisan.Platform.Due;
using Artisan.Platform.Functions;
using Artisan.Platform.Messaging;
using Artisan.Platform.Storage;
using Artisan.Testing;
using Artisan.Value.Receipts;

namespace Artisan.Areas.Tests.Backups;

/// <summary>Backups of an account with receipts, and what becomes of them in an empty one; the signing key and the record of what was signed stay outside.</summary>
public sealed partial class BackingUpTests : IDisposable
{
    private static readonly Dictionary<string, string?> ByHand = new() { ["Receipts:SealAfterMilliseconds"] = "60000", ["Backups:FileKiB"] = "4" };

    private readonly LogHome _home = new();

    private string Ws => _home.WorkspaceId;

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task A_restored_log_proves_the_same_roots()
    {
        var process = await FilledAsync(20);
        var root = (await process.SealAsync(Ws))!.Signed.Checkpoint.Root;
        var name = await BackUpAsync(process, BackupKind.Full);

        var (restored, said) = await RestoreAsync(name);
        Assert.Contains(said, line => line.Contains("20 receipts prove the root " + root.ToBase64(), StringComparison.Ordinal));
        Assert.Equal(await RestoredLogsTests.ExportBytesAsync(process, Ws), await RestoredLogsTests.ExportBytesAsync(restored, Ws));
        Assert.Equal((1, 20L), ((await restored.AppendAsync(Ws, "calc:20")).Epoch, (await restored.CurrentAsync(Ws)).Head.Size - 1));
        await restored.SealAsync(Ws);
        Assert.Equal(VerificationOutcome.Valid, (await RestoredLogsTests.ExportAsync(restored, Ws)).Outcome);
    }

    [Fact]
    public async Task What_was_not_signed_yet_is_signed_by_the_restore()
    {
        var process = await FilledAsync(3);
        await process.SealAsync(Ws);
        for (var n = 3; n < 5; n++) await process.AppendAsync(Ws, $"calc:{n}");
        var (restored, said) = await RestoreAsync(await BackUpAsync(process, BackupKind.Full));
        Assert.Contains(said, line => line.Contains("5 receipts prove the root", StringComparison.Ordinal));
        Assert.Equal(5, (await restored.CurrentAsync(Ws)).Head.SignedSize);
        Assert.Equal(VerificationOutcome.Valid, (await RestoredLogsTests.ExportAsync(restored, Ws)).Outcome);
    }

    [Fact]
    public async Task A_log_that_went_on_after_the_backup_begins_an_epoch_that_says_what_was_lost()
    {
        var process = await FilledAsync(10);
        await process.SealAsync(Ws);
        var name = await BackUpAsync(process, BackupKind.Full);
        for (var n = 10; n < 15; n++) await process.AppendAsync(Ws, $"calc:{n}");
        var lost = (await process.SealAsync(Ws))!;

        var (restored, said) = await RestoreAsync(name);
        Assert.Contains(said, line => line.Contains("EPOCH 2 begins", StringComparison.Ordinal) && line.Contains("15 leaves", StringComparison.Ordinal));
        var report = await RestoredLogsTests.ExportAsync(restored, Ws);
        Assert.Equal((VerificationOutcome.Valid, 2, 11), (report.Outcome, report.Epochs, report.ReceiptCount));

        // Whoever holds the checkpoint that was lost is told so.
        var held = TrustAnchors.Of(lost.Kid) with { HeldCheckpoints = [lost.Signed] };
        using var file = new MemoryStream(await RestoredLogsTests.ExportBytesAsync(restored, Ws));
        Assert.Contains((await ExportVerifier.VerifyAsync(file, held, default)).Failures, f => f.Check == CheckNames.HeldCheckpoint);
    }

    [Fact]
    public async Task Incremental_backups_bring_back_what_was_written_since()
    {
        var process = await FilledAsync(10);
        await process.SealAsync(Ws);
        await BackUpAsync(process, BackupKind.Full);
        for (var n = 10; n < 25; n++) await process.AppendAsync(Ws, $"calc:{n}");
        await process.SealAsync(Ws);
        var name = await BackUpAsync(process, BackupKind.Incremental);

        var (restored, said) = await RestoreAsync(name);
        Assert.Contains(said, line => line.Contains("25 receipts prove", StringComparison.Ordinal));
        await LogAssert.HoldsExactlyAsync(restored, Ws, [.. Enumerable.Range(0, 25).Select(n => $"calc:{n}")]);
    }

    [Fact]
    public async Task A_log_that_is_written_to_during_the_backup_is_restored_up_to_the_head_that_was_read_first()
    {
        var process = await FilledAsync(30);
        await process.SealAsync(Ws);
        using var stop = new CancellationTokenSource();
        var writing = Task.Run(async () =>
        {
            for (var n = 30; !stop.IsCancellationRequested; n++) await process.AppendAsync(Ws, $"calc:{n}");
        });
        var name = await BackUpAsync(process, BackupKind.Full);
        await stop.CancelAsync();
        await writing;

        var (restored, _) = await RestoreAsync(name);
        var head = (await restored.CurrentAsync(Ws)).Head;
        Assert.InRange(head.Size, 30, long.MaxValue);
        await LogAssert.HoldsExactlyAsync(restored, Ws, [.. Enumerable.Range(0, (int)head.Size).Select(n => $"calc:{n}")]);
    }

    [Fact]
    public async Task What_waited_to_be_sent_is_held_until_somebody_releases_it()
    {
        var process = await FilledAsync(1);
        var partition = process.Get<Stores>().Workspace("things", Ws).Partition("test");
        await WaitingAsync(process, partition);
        var name = await BackUpAsync(process, BackupKind.Full);

        var (restored, _) = await RestoreAsync(name);
        var home = restored.Get<Stores>().Workspace("things", Ws).Partition("test");
        Assert.Single((await home.PageAsync(RowRange.Prefix("held|"), 10, null, default)).Rows);
        Assert.Empty((await home.PageAsync(RowRange.Prefix("out|"), 10, null, default)).Rows);

        var released = await restored.Get<ReleaseHeldMessages>().RunAsync(default);
        Assert.InRange(released, 1, 10);
        Assert.Single((await home.PageAsync(RowRange.Prefix("out|"), 10, null, default)).Rows);
        Assert.Equal(0, await restored.Get<ReleaseHeldMessages>().RunAsync(default));
    }

    [Fact]
    public async Task A_slot_is_backed_up_once_however_often_its_timer_fires_or_its_messages_come()
    {
        var process = await FilledAsync(3);
        var starts = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => process.Get<StartBackup>().RunAsync(BackupKind.Full, default)));
        var name = Assert.Single(starts.OfType<string>());
        var parts = await PartsAsync(process, name);
        await Task.WhenAll(Enumerable.Range(0, 10).SelectMany(_ => parts).Select(p => HandleAsync(process, p)));
        while (await process.Get<BackupFiles>().FindAsync(name, default) is null) foreach (var part in parts) await HandleAsync(process, part);
        var (_, said) = await RestoreAsync(name);
        Assert.Contains(said, line => line.Contains("1 workspaces", StringComparison.Ordinal));
    }

    private async Task<LogProcess> FilledAsync(int receipts)
    {
        var process = new LogProcess(_home, settings: ByHand);
        await process.Get<Registry>().AddAsync(Ws, default);
        for (var n = 0; n < receipts; n++) await process.AppendAsync(Ws, $"calc:{n}");
        await process.Get<Outbox>().SettleAsync();
        return process;
    }

    /// <summary>A process on another account that backs up to, and restores from, the container of this home.</summary>
    private LogProcess Process(string account) => new(_home, settings: new Dictionary<string, string?>(ByHand) { ["Backups:ConnectionString"] = _home.ConnectionString }, account: account);

    private async Task<(LogProcess Restored, IReadOnlyList<string> Said)> RestoreAsync(string name)
    {
        var (restored, said) = (Process(AzuriteFixture.TakeAccount()), new List<string>());
        await restored.Get<RestoreBackup>().RunAsync(name, said.Add, default);
        return (restored, said);
    }

    private static async Task RefusedAsync(LogProcess process, string name, string reason) =>
        Assert.Contains(reason, (await Assert.ThrowsAsync<RestoreRefusedException>(() => process.Get<RestoreBackup>().RunAsync(name, _ => { }, default))).Message, StringComparison.Ordinal);

    internal static async Task<string> BackUpAsync(LogProcess process, BackupKind kind)
    {
        var name = (await process.Get<StartBackup>().RunAsync(kind, default))!;
        while (await process.Get<BackupFiles>().FindAsync(name, default) is null)
        {
            foreach (var part in await PartsAsync(process, name)) await HandleAsync(process, part);
        }

        return name;
    }

    internal static async Task<IReadOnlyList<BackupPart>> PartsAsync(LogProcess process, string name) =>
        await State(process).FindAsync("run|" + name, default) is { } run
            ? [.. new[] { "tables", "last" }.SelectMany(list => run.GetString(list)!.Split(',', StringSplitOptions.RemoveEmptyEntries)).Select(t => new BackupPart(name, t))]
            : [];

    internal static Task HandleAsync(LogProcess process, BackupPart part) =>
        process.GetKeyed<IQueueFunction>("backup-part").RunAsync(new QueueEnvelope("m", null, JsonSerializer.SerializeToElement(part, JsonSerializerOptions.Web), null), default);

    private static Partition State(LogProcess process) => process.Get<Stores>().Platform(TableNames.Platform).Partition("backups");

    private static async Task ForgetAsync(LogProcess process, string name)
    {
        var run = (await State(process).FindAsync("run|" + name, default))!;
        run.Remove("finished");
        run.Remove("lastBegun");
        await State(process).Change().Replace(run).CommitAsync(default);
        await foreach (var row in State(process).RangeAsync(RowRange.Prefix("part|"), default)) await State(process).Change().Delete(row.RowKey).CommitAsync(default);
        await StorageClients.Create(process.Home).Blobs.GetBlobContainerClient("backups").GetBlobClient(name + "/manifest.json").DeleteIfExistsAsync();
    }

    // As it lies there between the commit and the delivery.
    private static async Task WaitingAsync(LogProcess process, Partition partition)
    {
        var table = process.Get<TableServiceClient>().GetTableClient(partition.Table);
        await table.CreateIfNotExistsAsync();
        await table.AddEntityAsync(new TableEntity(partition.Key, "out|01K00000000000000000000000") { ["to"] = "receipt-seal", ["body"] = "{}", ["delay"] = 0L, ["attempts"] = 0 });
    }
}
