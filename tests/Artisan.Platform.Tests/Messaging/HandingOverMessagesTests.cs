using System.Diagnostics;
using System.Text.Json;
using Artisan.Azure;
using Artisan.Platform.Functions;
using Artisan.Platform.Messaging;
using Artisan.Platform.Storage;
using Artisan.Testing;

namespace Artisan.Platform.Tests.Messaging;

public sealed class HandingOverMessagesTests : PlatformTest
{
    private Partition Home => Platform.Partition;

    [Fact]
    public async Task A_message_reaches_its_sink_and_leaves_no_row_behind()
    {
        await Home.Change().Insert(Home.Row("a")).Note("one").Note("two").CommitAsync(default, settle: true);
        Assert.Equal(["""{"text":"one"}""", """{"text":"two"}"""], Platform.Sink.Taken.Select(m => m.Body).Order());
        Assert.Empty(await Home.RowsAsync("out|"));
    }

    [Fact]
    public async Task A_queue_message_carries_id_trace_and_body_in_an_envelope()
    {
        using var activity = new Activity("test").Start();
        await Home.Change().Send("letters", new Note("""a "quoted" text"""), NoteJson.Default.Note).CommitAsync(default, settle: true);

        using var message = JsonDocument.Parse(Assert.Single(await Platform.TakeAsync("letters")));
        Assert.Equal(["id", "trace", "body"], message.RootElement.EnumerateObject().Select(p => p.Name));
        Assert.Equal(26, message.RootElement.GetProperty("id").GetString()!.Length);
        Assert.Equal(activity.Id, message.RootElement.GetProperty("trace").GetString());
        Assert.Equal("""a "quoted" text""", message.RootElement.GetProperty("body").GetProperty("text").GetString());
    }

    [Fact]
    public async Task A_delayed_message_is_not_seen_before_its_time()
    {
        await Home.Change().Send("letters", new Note("later"), NoteJson.Default.Note, TimeSpan.FromMinutes(5)).CommitAsync(default, settle: true);
        Assert.Empty(await Platform.TakeAsync("letters"));
        Assert.Equal(1, (await Platform.Get<StorageClients>().Queues.GetQueueClient("letters").GetPropertiesAsync()).Value.ApproximateMessagesCount);
    }

    [Fact]
    public async Task The_bell_is_in_its_queue_before_the_change_is_committed()
    {
        var policy = new FaultInjectionPolicy();
        await using var watched = new PlatformUnderTest(sharing: Platform, policy: policy);
        await watched.Partition.Change().Insert(watched.Partition.Row("warm")).Note("warm").CommitAsync(default, settle: true);
        policy.Reset();

        var home = watched.Stores.Workspace("things", watched.WorkspaceId).Partition("watched");
        await home.Change().Insert(home.Row("a")).Note("one").CommitAsync(default, settle: true);

        Assert.Contains(Queues.Bell, policy.Seen[0], StringComparison.Ordinal);
        Assert.Contains("$batch", policy.Seen[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bell_that_rings_at_least_half_a_minute_ahead_serves_the_next_change_too()
    {
        var time = new FakeTime(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        var policy = new FaultInjectionPolicy(r => r.Uri.Path.Contains(Queues.Bell, StringComparison.Ordinal));
        await using var platform = new PlatformUnderTest(sharing: Platform, time: time, policy: policy);
        await CommitAsync();
        var first = policy.Calls;

        time.Advance(TimeSpan.FromSeconds(29));
        await CommitAsync();
        Assert.Equal(first, policy.Calls);

        time.Advance(TimeSpan.FromSeconds(2));
        await CommitAsync();
        Assert.Equal(first + 1, policy.Calls);

        var silent = platform.Partition;
        await silent.Change().Insert(silent.Row("no message")).CommitAsync(default);
        Assert.Equal(first + 1, policy.Calls);

        Task CommitAsync() => platform.Partition.Change().Insert(platform.Partition.Row(platform.Ids.Ulid())).Note("x").CommitAsync(default, settle: true);
    }

    [Fact]
    public async Task A_bell_for_an_empty_outbox_does_nothing()
    {
        await RingAsync();
        Assert.Empty(Platform.Sink.Taken);
        Assert.Empty(await Platform.TakeAsync(Queues.Bell));
    }

    [Fact]
    public async Task A_message_that_is_refused_does_not_hold_up_its_neighbours()
    {
        Platform.Sink.Refuses = m => m.Body.Contains("bad", StringComparison.Ordinal);
        await Home.Change().Note("good 1").Note("bad").Note("good 2").CommitAsync(default);
        await Platform.Outbox.SettleAsync();

        Assert.Equal(2, Platform.Sink.Taken.Count);
        Assert.Single(await Home.RowsAsync("out|"));
    }

    [Fact]
    public async Task After_ten_failures_a_message_is_set_aside_with_an_alert_and_blocks_nothing()
    {
        Platform.Sink.Refuses = m => m.Body.Contains("bad", StringComparison.Ordinal);
        await Home.Change().Note("bad").CommitAsync(default);
        await Platform.Outbox.SettleAsync();
        for (var i = 0; i < 9; i++) await RingAsync();

        Assert.Empty(await Home.RowsAsync("out|"));
        var dead = Assert.Single(await Home.RowsAsync("dead|"));
        Assert.Equal(("captured", """{"text":"bad"}""", 10), (dead.GetString("to"), dead.GetString("body"), dead.GetInt32("attempts")));
        Assert.Contains(Platform.Logs.Lines, l => l.StartsWith("Error", StringComparison.Ordinal) && l.Contains("set aside", StringComparison.Ordinal));
        await Home.Change().Note("next").CommitAsync(default, settle: true);
        Assert.Single(Platform.Sink.Taken);
    }

    [Fact]
    public async Task A_message_whose_sink_recovers_is_delivered_by_the_bell()
    {
        Platform.Sink.Refuses = _ => true;
        await Home.Change().Note("patient").CommitAsync(default);
        await Platform.Outbox.SettleAsync();
        Platform.Sink.Refuses = _ => false;
        await RingAsync();

        Assert.Single(Platform.Sink.Taken);
        Assert.Empty(await Home.RowsAsync("out|"));
    }

    [Fact]
    public async Task A_hundred_parallel_changes_deliver_each_message_at_least_once()
    {
        await Task.WhenAll(Enumerable.Range(0, 100).Select(i => Home.Change().Insert(Home.Row($"r{i}")).Note($"n{i}").CommitAsync(default)));
        await Platform.Outbox.SettleAsync();
        Assert.Equal(100, Platform.Sink.Taken.Select(m => m.Body).Distinct().Count());
        Assert.Empty(await Home.RowsAsync("out|"));
    }

    private Task RingAsync()
    {
        var bell = new BellMessage(Home.Table, Home.Key);
        var envelope = new QueueEnvelope(Platform.Ids.Ulid(), null, JsonSerializer.SerializeToElement(bell, BellMessage.JsonType));
        return Platform.GetKeyed<IQueueFunction>(Queues.Bell).RunAsync(envelope, default);
    }
}
