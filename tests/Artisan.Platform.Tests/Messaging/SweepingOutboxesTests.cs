using System.Text.Json;
using Artisan.Azure;
using Artisan.Azure.Tables;
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

    [Theory]
    [InlineData("user")]
    [InlineData("email|0f")]
    [InlineData("pend|0f")]
    public async Task People_who_are_in_no_workspace_are_reached_as_well(string name)
    {
        await using var sweeper = Sweeper();
        var home = name == "user" ? sweeper.Stores.User(sweeper.Ids.New("usr")).Root : sweeper.Stores.Platform(TableNames.Identity).Partition(name);
        await home.Change().Insert(Owed(home, sweeper.Ids.Ulid())).Insert(Dead(home, sweeper.Ids.Ulid(), releases: 0)).CommitAsync(default);

        await SweepAsync(sweeper);
        Assert.Single(sweeper.Sink.Taken);
        _later.Advance(TimeSpan.FromMinutes(70));
        await SweepAsync(sweeper);

        Assert.Equal(2, sweeper.Sink.Taken.Count);
        Assert.Empty(await home.RowsAsync(""));
    }

    [Fact]
    public async Task What_fails_for_ever_does_not_hide_what_may_work_by_now()
    {
        await using var sweeper = Sweeper();
        await sweeper.Get<Registry>().AddAsync(Platform.WorkspaceId, default);
        for (var part = 0; part < 3; part++)
        {
            var change = sweeper.Partition.Change();
            for (var i = 0; i < 50; i++) change.Insert(Dead(sweeper.Partition, sweeper.Ids.Ulid(), releases: 7));
            await change.CommitAsync(default);
        }

        var young = sweeper.Ids.Ulid();
        await sweeper.Partition.Change().Insert(Dead(sweeper.Partition, young, releases: 6)).CommitAsync(default);
        await SweepAsync(sweeper);

        Assert.Equal(young, Assert.Single(sweeper.Sink.Taken).Id);
        Assert.Contains(sweeper.Logs.Lines, l => l.StartsWith("Error: 150 messages in", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Who_looks_for_what_was_set_aside_finds_every_partition_in_one_list()
    {
        var list = Platform.Get<DeadOutboxes>();
        var before = Platform.Get<TimeProvider>().GetUtcNow().AddSeconds(-5);
        var (first, second) = (await SetAsideAsync("one"), await SetAsideAsync("two"));

        var listed = Assert.Single((await list.PageAsync(10, null, default)).Outboxes);
        Assert.Equal(("things", Platform.Partition.Key), (listed.Table, listed.Partition));
        Assert.True(listed.Since >= before);
        Assert.Equal([first, second], (await list.MessagesAsync(listed, 10, null, default)).Select(m => m.Id));
        Assert.Equal([second], (await list.MessagesAsync(listed, 10, first, default)).Select(m => m.Id));

        foreach (var id in new[] { first, second })
        {
            Assert.Single((await list.PageAsync(10, null, default)).Outboxes);
            Assert.True(await Platform.Get<DeadMessages>().ReleaseAsync(listed, id, default));
        }

        Assert.Empty((await list.PageAsync(10, null, default)).Outboxes);
    }

    [Fact]
    public async Task The_list_is_brought_to_the_truth_by_the_sweep()
    {
        await using var sweeper = Sweeper();
        await sweeper.Get<Registry>().AddAsync(Platform.WorkspaceId, default);
        var gone = sweeper.Stores.Workspace("gone", Platform.WorkspaceId).Partition("test");
        await gone.Change().Insert(Dead(gone, sweeper.Ids.Ulid(), releases: 7)).CommitAsync(default);
        var row = sweeper.Stores.Platform(TableNames.Platform).Partition("dead-outboxes").Row($"gone|{gone.Key}");
        row["since"] = _later.GetUtcNow();
        await sweeper.Stores.Platform(TableNames.Platform).Partition("dead-outboxes").Change().Insert(row).CommitAsync(default);
        // Set aside by a process that died before it noted it; and an outbox that nobody sweeps any more.
        await sweeper.Partition.Change().Insert(Dead(sweeper.Partition, sweeper.Ids.Ulid(), releases: 7)).CommitAsync(default);
        await gone.Change().Delete((await gone.RowsAsync("dead|"))[0]).CommitAsync(default);

        await SweepAsync(sweeper);

        Assert.Equal("things", Assert.Single((await sweeper.Get<DeadOutboxes>().PageAsync(10, null, default)).Outboxes).Table);
    }

    private static TableEntity Owed(Partition partition, string id) => Message(partition, $"out|{id}");

    private static TableEntity Dead(Partition partition, string id, int releases)
    {
        var row = Message(partition, $"dead|{id}");
        row["releases"] = releases;
        return row;
    }

    private static TableEntity Message(Partition partition, string key)
    {
        var row = partition.Row(key);
        (row["to"], row["body"], row["delay"], row["attempts"]) = (CapturingSink.SinkName, "{}", 0L, 0);
        return row;
    }

    private PlatformUnderTest Sweeper() => new(sharing: Platform, time: _later, services: s => s.AddSingleton<IOutboxPartitions, ThingsPartitions>());

    private static async Task SweepAsync(PlatformUnderTest platform)
    {
        await platform.GetKeyed<ITimedJob>("outbox-sweep").RunAsync(default);
        foreach (var queue in new[] { EnqueueShard.Queue, SweepWorkspace.Queue, SweepPeople.Queue, Queues.Bell }) await HandleAllAsync(platform, queue);
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
