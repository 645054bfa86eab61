using Artisan.Areas.Receipts.Log;
using Artisan.Areas.Tests.Receipts;
using Artisan.Azure;
using Artisan.Platform.Backups;
using Artisan.Testing;

namespace Artisan.Areas.Tests.Backups;

/// <summary>What a backup and a restore refuse, and what they survive.</summary>
public sealed partial class BackingUpTests
{
    [Fact]
    public async Task A_restore_refuses_an_account_with_data_an_unfinished_backup_and_a_changed_file()
    {
        var process = await FilledAsync(3);
        var name = await BackUpAsync(process, BackupKind.Full);
        await RefusedAsync(process, name, "not empty");
        var elsewhere = Process(AzuriteFixture.TakeAccount());
        await RefusedAsync(elsewhere, "20260101T0200Z-full", "never finished");

        var container = StorageClients.Create(_home.ConnectionString).Blobs.GetBlobContainerClient("backups");
        await foreach (var blob in container.GetBlobsAsync(name + "/ledger/"))
        {
            if (blob.Name.EndsWith(".gz", StringComparison.Ordinal)) await container.GetBlobClient(blob.Name).UploadAsync(BinaryData.FromString("x"), overwrite: true);
        }

        await RefusedAsync(elsewhere, name, "is not the one that was written");
    }

    [Theory]
    [InlineData(Fault.ProcessDiesBefore)]
    [InlineData(Fault.ProcessDiesAfter)]
    public async Task A_process_that_dies_at_any_storage_call_of_a_backup_is_taken_over(Fault fault)
    {
        var process = await FilledAsync(5);
        var root = (await process.SealAsync(Ws))!.Signed.Checkpoint.Root;
        var name = (await process.Get<StartBackup>().RunAsync(BackupKind.Full, default))!;
        for (var call = 1; ; call++)
        {
            await ForgetAsync(process, name);
            var policy = new FaultInjectionPolicy().Inject(fault, call);
            var victim = new LogProcess(_home, [policy], ByHand);
            foreach (var part in await PartsAsync(process, name)) await Record.ExceptionAsync(() => HandleAsync(victim, part));
            if (policy.Calls < call) break;

            var other = new LogProcess(_home, settings: ByHand);
            foreach (var part in await PartsAsync(process, name)) await HandleAsync(other, part);
            var manifest = await other.Get<BackupFiles>().FindAsync(name, default);
            Assert.NotNull(manifest);
            Assert.True(manifest.Tables.Values.All(steps => steps.Count > 0), $"call {call}");
            if (call % 7 != 0) continue;
            var (_, said) = await RestoreAsync(name);
            Assert.Contains(said, line => line.Contains(root.ToBase64(), StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task A_finished_restore_is_never_run_again_over_what_was_written_since()
    {
        var process = await FilledAsync(3);
        await process.SealAsync(Ws);
        var name = await BackUpAsync(process, BackupKind.Full);
        var (restored, _) = await RestoreAsync(name);
        for (var n = 3; n < 6; n++) await restored.AppendAsync(Ws, $"calc:{n}");
        await RefusedAsync(restored, name, "is finished");
        await LogAssert.HoldsExactlyAsync(restored, Ws, [.. Enumerable.Range(0, 6).Select(n => $"calc:{n}")]);
    }

    [Fact]
    public async Task No_root_is_called_proven_that_the_leaves_do_not_give_and_a_repeated_restore_writes_no_row_again()
    {
        var process = await FilledAsync(6);
        await process.SealAsync(Ws);
        await Snapshots.TamperAsync(process, Ws, LedgerKeys.Leaf(2), row => row["statement"] = row.GetString("statement")!.Replace("calc:2", "calc:9", StringComparison.Ordinal));
        var name = await BackUpAsync(process, BackupKind.Full);

        var (restored, said) = (Process(AzuriteFixture.TakeAccount()), new List<string>());
        Assert.Equal(1, await restored.Get<RestoreBackup>().RunAsync(name, said.Add, default));
        Assert.Contains(said, line => line.Contains("receipts: FAILED: tile 0/0 of epoch 1", StringComparison.Ordinal));
        Assert.DoesNotContain(said, line => line.Contains("prove the root", StringComparison.Ordinal));

        // The cause is removed; the restore goes on from where it was and leaves the rows as they are.
        await Snapshots.TamperAsync(restored, Ws, LedgerKeys.Leaf(2), row => row["statement"] = row.GetString("statement")!.Replace("calc:9", "calc:2", StringComparison.Ordinal));
        Assert.Equal(0, await restored.Get<RestoreBackup>().RunAsync(name, said.Add, default));
        Assert.Contains(said, line => line.Contains("6 receipts prove the root", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_incremental_backup_goes_on_from_the_newest_full_one_though_another_was_begun_after_it()
    {
        var process = await FilledAsync(1);
        var beside = State(process).Row("newest");
        (beside["name"], beside["startedAt"], beside["base"]) = ("20260101T0400Z-incremental", TimeProvider.System.GetUtcNow().AddMinutes(30), "20260101T0200Z-full");
        await State(process).Change().Insert(beside).CommitAsync(default);
        var full = await BackUpAsync(process, BackupKind.Full);
        var next = await BackUpAsync(process, BackupKind.Incremental);
        Assert.Equal(full, (await process.Get<BackupFiles>().FindAsync(next, default))!.Previous);
        var (_, said) = await RestoreAsync(next);
        Assert.Contains("1 workspaces are restored", said[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Old_backups_go_and_young_ones_stay()
    {
        var process = await FilledAsync(1);
        var container = StorageClients.Create(_home.ConnectionString).Blobs.GetBlobContainerClient("backups");
        await container.CreateIfNotExistsAsync();
        var old = BackupName.Of(BackupKind.Full, TimeProvider.System.GetUtcNow().AddDays(-32));
        var young = BackupName.Of(BackupKind.Incremental, TimeProvider.System.GetUtcNow().AddDays(-28));
        foreach (var each in new[] { old, young }) await container.GetBlobClient(each + "/ledger/x.json").UploadAsync(BinaryData.FromString("{}"));
        var needed = BackupName.Of(BackupKind.Full, TimeProvider.System.GetUtcNow().AddDays(-31));
        await container.GetBlobClient(needed + "/ledger/x.json").UploadAsync(BinaryData.FromString("{}"));
        await container.GetBlobClient(young + "/manifest.json").UploadAsync(BinaryData.FromString($$"""{"name":"{{young}}","kind":"Incremental","startedAt":"2026-01-01T00:00:00Z","previous":"{{needed}}","tables":{} }"""));
        await BackUpAsync(process, BackupKind.Full);
        Assert.True(await container.GetBlobClient(needed + "/ledger/x.json").ExistsAsync());
        Assert.False(await container.GetBlobClient(old + "/ledger/x.json").ExistsAsync());
        Assert.True(await container.GetBlobClient(young + "/ledger/x.json").ExistsAsync());
    }
}
