using Artisan.Areas.Receipts.Log;
using Artisan.Areas.Receipts.Verifying;
using Artisan.Areas.Tests.Receipts;
using Artisan.Platform.Backups;
using Artisan.Platform.Due;
using Artisan.Platform.Functions;
using Artisan.Platform.Messaging;
using Artisan.Testing;
using Artisan.Value.Receipts;

namespace Artisan.Areas.Tests.Backups;

/// <summary>The steps of docs/how-to/corruption-drill.md.</summary>
public sealed class CorruptionDrillTests : IDisposable
{
    private static readonly Dictionary<string, string?> ByHand = new() { ["Receipts:SealAfterMilliseconds"] = "60000" };

    private readonly LogHome _home = new();

    private string Ws => _home.WorkspaceId;

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task A_spoiled_leaf_is_found_at_night_nothing_is_signed_over_it_and_a_restore_proves_the_same_root()
    {
        var process = new LogProcess(_home, settings: ByHand);
        await process.Get<Registry>().AddAsync(Ws, default);
        for (var n = 0; n < 12; n++) await process.AppendAsync(Ws, $"calc:{n}");
        var held = (await process.SealAsync(Ws))!;
        await process.Get<Outbox>().SettleAsync();
        var backup = await BackingUpTests.BackUpAsync(process, BackupKind.Full);

        // A copy, and one character of one receipt in it.
        var copy = await RestoreAsync(backup, held);
        await Snapshots.TamperAsync(copy, Ws, LedgerKeys.Leaf(7), row => row["statement"] = row.GetString("statement")!.Replace("calc:7", "calc:8", StringComparison.Ordinal));

        // The night finds it, and the log stands still.
        await copy.Get<VerifyLedger>().HandleAsync(new QueueMessage<WorkspaceSlot>("m", new WorkspaceSlot(VerifyLedgers.Job, Ws, TimeProvider.System.GetUtcNow())), default);
        Assert.Contains(copy.Logs.Lines, l => l.StartsWith("Critical", StringComparison.Ordinal) && l.Contains("tile 0/0 of epoch 1 is not what the leaves give", StringComparison.Ordinal));
        await Assert.ThrowsAsync<LogHaltedException>(() => copy.AppendAsync(Ws, "calc:12"));
        await Assert.ThrowsAsync<LogHaltedException>(() => copy.SealAsync(Ws));

        // So does whoever verifies its export.
        var spoiled = await RestoredLogsTests.ExportAsync(copy, Ws);
        Assert.Equal(VerificationOutcome.Invalid, spoiled.Outcome);
        Assert.Contains(spoiled.Failures, f => f.Check == CheckNames.Consistency);

        // The backup once more: the same root, and the export fits the checkpoint that was held.
        var restored = await RestoreAsync(backup, held);
        using var export = new MemoryStream(await RestoredLogsTests.ExportBytesAsync(restored, Ws));
        var trust = TrustAnchors.Of(held.Kid) with { HeldCheckpoints = [held.Signed] };
        Assert.Equal(VerificationOutcome.Valid, (await ExportVerifier.VerifyAsync(export, trust, default)).Outcome);
        Assert.Equal(12, (await restored.AppendAsync(Ws, "calc:12")).Index);
    }

    private async Task<LogProcess> RestoreAsync(string backup, SignedHead held)
    {
        var settings = new Dictionary<string, string?>(ByHand) { ["Backups:ConnectionString"] = _home.ConnectionString };
        var (restored, said) = (new LogProcess(_home, settings: settings, account: AzuriteFixture.TakeAccount()), new List<string>());
        await restored.Get<RestoreBackup>().RunAsync(backup, said.Add, default);
        Assert.Contains(said, line => line.Contains("prove the root " + held.Signed.Checkpoint.Root.ToBase64(), StringComparison.Ordinal));
        return restored;
    }
}
