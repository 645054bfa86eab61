using Artisan.Areas.Tests.Receipts;
using Artisan.Azure.Tables;
using Artisan.Platform.Backups;
using Artisan.Platform.Due;
using Artisan.Testing;

namespace Artisan.Areas.Tests.Backups;

/// <summary>Partitions that no single message can read to their end, written to meanwhile.</summary>
public sealed class LongPartitionsTests : IDisposable
{
    private static readonly Dictionary<string, string?> ByHand = new() { ["Receipts:SealAfterMilliseconds"] = "60000" };

    private readonly LogHome _home = new();

    private string Ws => _home.WorkspaceId;

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task A_partition_that_takes_longer_than_a_message_is_backed_up_step_by_step_up_to_the_head_that_was_read_first()
    {
        await using var writer = new LogProcess(_home, settings: ByHand);
        await writer.Get<Registry>().AddAsync(Ws, default);
        for (var n = 0; n < 16; n++) await writer.AppendAsync(Ws, $"calc:{n}");
        await writer.SealAsync(Ws);
        await writer.SettleAsync();
        // Whoever looks at the clock finds it later: a message reads a handful of rows.
        await using var slow = new LogProcess(_home, settings: new Dictionary<string, string?>(ByHand) { ["Backups:StepSeconds"] = "1" }, time: new HurryingTime(TimeSpan.FromMilliseconds(300)));
        var table = slow.Get<TableServiceClient>().GetTableClient("things");
        await table.CreateIfNotExistsAsync();
        await table.SubmitTransactionAsync(Enumerable.Range(0, 30).Select(n => new TableTransactionAction(TableTransactionActionType.Add, new TableEntity($"{Ws}|many", $"row|{n:D2}") { ["n"] = n })));
        var name = (await slow.Get<StartBackup>().RunAsync(BackupKind.Full, default))!;
        var steps = 0;
        for (; await slow.Get<BackupFiles>().FindAsync(name, default) is null; steps++)
        {
            foreach (var part in await BackingUpTests.PartsAsync(slow, name)) await BackingUpTests.HandleAsync(slow, part);
            // The log goes on between any two steps, and so does its head.
            await writer.AppendAsync(Ws, $"later:{steps}");
        }

        var manifest = (await slow.Get<BackupFiles>().FindAsync(name, default))!;
        Assert.InRange(manifest.Tables["things"].Count, 2, 20);
        Assert.InRange(manifest.Tables["ledger"].Count, 3, 40);
        await using var restored = new LogProcess(_home, settings: new Dictionary<string, string?>(ByHand) { ["Backups:ConnectionString"] = _home.ConnectionString }, account: AzuriteFixture.TakeAccount());
        Assert.Equal(0, await restored.Get<RestoreBackup>().RunAsync(name, _ => { }, default));
        var head = (await restored.CurrentAsync(Ws)).Head;
        Assert.InRange(head.Size, 16, 16 + steps - 1);
        await LogAssert.HoldsExactlyAsync(restored, Ws, [.. Enumerable.Range(0, 16).Select(n => $"calc:{n}"), .. Enumerable.Range(0, (int)head.Size - 16).Select(n => $"later:{n}")]);
        var things = await restored.Get<TableServiceClient>().GetTableClient("things").QueryAsync(TableClient.CreateQueryFilter($"PartitionKey eq {Ws + "|many"}")).CountAsync();
        Assert.Equal(30, things);
    }

    /// <summary>A clock that is later whenever somebody looks at it.</summary>
    private sealed class HurryingTime(TimeSpan by) : TimeProvider
    {
        private long _passed;

        public override DateTimeOffset GetUtcNow() => System.GetUtcNow().AddTicks(Interlocked.Add(ref _passed, by.Ticks));
    }
}
