using System.Text.Json;
using Artisan.Azure;
using Artisan.Platform.Due;
using Artisan.Platform.Functions;
using Artisan.Platform.Messaging;
using Artisan.Platform.Storage;
using Artisan.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Artisan.Platform.Tests.Messaging;

/// <summary>What neither its process nor its bell delivered is found by the night's sweep; what was set aside is released.</summary>
public sealed class SweepingOutboxesTests : PlatformTest
{
    private readonly FakeTime _later = new(TimeProvider.System.GetUtcNow().AddMinutes(50));

    [Fact]
    public async Task A_message_whose_bell_was_lost_is_delivered_by_the_sweep_and_a_young_one_is_left_to_its_bell()
    {
        await using var sweeper = Sweeper();
        await sweeper.Get<Registry>().AddAsync(Platform.WorkspaceId, default);
        await Platform.LeaveNoteAsync("forgotten");

        await SweepAsync(sweeper);
        Assert.Empty(sweeper.Sink.Taken);

        _later.Advance(TimeSpan.FromMinutes(20));
        await SweepAsync(sweeper);
        await SweepAsync(sweeper);
        Assert.Equal("""{"text":"forgotten"}""", Assert.Single(sweeper.Sink.Taken).Body);
        Assert.Empty(await Platform.Partition.RowsAsync("out|"));
    }

    [Fact]
    public async Task A_message_that_was_set_aside_is_released_under_its_old_id_once()
    {
        var id = await SetAsideAsync();
        var dead = Platform.Get<DeadMessages>();
        var listed = Assert.Single(await DeadMessages.ListAsync(Platform.Partition, 10, default));
        Assert.Equal((id, "captured", """{"text":"bad"}""", 0), (listed.Id, listed.To, listed.Body, listed.Releases));

        var released = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => dead.ReleaseAsync(Platform.Partition, id, default)));
        await Platform.Outbox.SettleAsync();
        Assert.Single(released, r => r);
        Assert.Equal(id, Assert.Single(Platform.Sink.Taken).Id);
        Assert.Empty(await DeadMessages.ListAsync(Platform.Partition, 10, default));
        Assert.Empty(await Platform.Partition.RowsAsync("out|"));
        Assert.False(await dead.ReleaseAsync(Platform.Partition, id, default));
    }

    [Theory]
    [InlineData(Fault.ProcessDiesBefore)]
    [InlineData(Fault.ProcessDiesAfter)]
    public async Task A_release_that_dies_at_any_storage_call_leaves_the_message_dead_or_waiting_with_a_bell(Fault death)
    {
        for (var call = 1; ; call++)
        {
            var id = await SetAsideAsync($"bad {call}");
            var before = await BellsAsync();
            var policy = new FaultInjectionPolicy().Inject(death, call);
            await using var dying = new PlatformUnderTest(sharing: Platform, policy: policy);
            await Record.ExceptionAsync(() => dying.Get<DeadMessages>().ReleaseAsync(dying.Partition, id, default));
            await dying.Outbox.SettleAsync();

            var (waiting, aside) = (await Platform.Partition.RowsAsync("out|" + id), await Platform.Partition.RowsAsync("dead|" + id));
            Assert.Equal(1, waiting.Count + aside.Count + dying.Sink.Taken.Count - (waiting.Count * dying.Sink.Taken.Count));
            if (waiting.Count > 0) Assert.Equal(1, await BellsAsync() - before);
            if (policy.Calls < call) break;
            Assert.InRange(call, 1, 10);
        }
    }

    [Fact]
    public async Task The_sweep_releases_what_was_set_aside_for_a_week_of_nights_and_then_calls_a_person()
    {
        await using var sweeper = Sweeper();
        await sweeper.Get<Registry>().AddAsync(Platform.WorkspaceId, default);
        await SetAsideAsync();
        sweeper.Sink.Refuses = _ => true;
        for (var night = 1; night <= 7; night++)
        {
            await SweepAsync(sweeper);
            for (var i = 0; i < 9; i++) await sweeper.Outbox.DrainAsync(sweeper.Partition, default);
            Assert.Equal(night, Assert.Single(await DeadMessages.ListAsync(sweeper.Partition, 10, default)).Releases);
        }

        sweeper.Sink.Refuses = _ => false;
        await SweepAsync(sweeper);
        Assert.Empty(sweeper.Sink.Taken);
        Assert.Contains(sweeper.Logs.Lines, l => l.StartsWith("Error: 1 messages in", StringComparison.Ordinal) && l.Contains("a person has to look", StringComparison.Ordinal));
    }

    private PlatformUnderTest Sweeper() => new(sharing: Platform, time: _later, services: s => s.AddSingleton<IOutboxPartitions, ThingsPartitions>());

    private static async Task SweepAsync(PlatformUnderTest platform)
    {
        await platform.GetKeyed<ITimedJob>("outbox-sweep").RunAsync(default);
        foreach (var queue in new[] { EnqueueShard.Queue, SweepWorkspace.Queue, Queues.Bell }) await HandleAllAsync(platform, queue);
        await platform.Outbox.SettleAsync();
    }

    private static async Task HandleAllAsync(PlatformUnderTest platform, string queue)
    {
        var envelopes = (await platform.TakeAsync(queue)).Select(t => JsonSerializer.Deserialize(t, QueueEnvelope.JsonType)!);
        await Parallel.ForEachAsync(envelopes, async (envelope, ct) => await platform.GetKeyed<IQueueFunction>(queue).RunAsync(envelope, ct));
    }

    private async Task<string> SetAsideAsync(string text = "bad")
    {
        Platform.Sink.Refuses = _ => true;
        await Platform.Partition.Change().Note(text).CommitAsync(default);
        await Platform.Outbox.SettleAsync();
        for (var i = 0; i < 9; i++) await Platform.Outbox.DrainAsync(Platform.Partition, default);
        Platform.Sink.Refuses = _ => false;
        var ids = (await Platform.Partition.RowsAsync("dead|")).Select(r => r.RowKey["dead|".Length..]);
        return ids.Max(StringComparer.Ordinal)!;
    }

    private async Task<int> BellsAsync() => (await Platform.Get<StorageClients>().Queues.GetQueueClient(Queues.Bell).GetPropertiesAsync()).Value.ApproximateMessagesCount;

    private sealed class ThingsPartitions(Stores stores) : IOutboxPartitions
    {
        public async IAsyncEnumerable<Partition> ListAsync(string workspaceId, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
        {
            await Task.CompletedTask;
            yield return stores.Workspace("things", workspaceId).Partition("test");
            yield return stores.Workspace("things", workspaceId).Partition("test");
            yield return stores.Workspace("nothing", workspaceId).Partition("never written");
        }
    }
}
