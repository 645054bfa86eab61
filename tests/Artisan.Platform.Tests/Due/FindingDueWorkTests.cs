using System.Text.Json;
using Artisan.Platform.Due;
using Artisan.Platform.Functions;
using Artisan.Platform.Messaging;
using Artisan.Platform.Storage;
using Artisan.Platform.Time;
using Artisan.Testing;

namespace Artisan.Platform.Tests.Due;

public sealed class FindingDueWorkTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 10, 0, 0, TimeSpan.Zero);

    private readonly PlatformUnderTest _platform = new(services: s => s.AddDueKind("reminder", "reminders").AddDueKind("renewal", "renewals"));

    public Task InitializeAsync()
    {
        _platform.Get<BusinessClock>().Set(Now, running: false);
        return Task.CompletedTask;
    }

    public async Task DisposeAsync() => await _platform.DisposeAsync();

    [Fact]
    public async Task Work_goes_to_its_queue_when_its_time_has_come_and_not_before()
    {
        var home = _platform.Partition;
        await home.Change().Insert(home.Row("a")).Schedule("reminder", _platform.WorkspaceId, "appr_1", Now.AddMinutes(1)).CommitAsync(default, settle: true);
        await RunAsync();
        Assert.Empty(await TakeAsync("reminders"));

        _platform.Get<BusinessClock>().Set(Now.AddMinutes(1), running: false);
        await RunAsync();
        Assert.Equal([new DueWork("reminder", _platform.WorkspaceId, "appr_1", Now.AddMinutes(1))], await TakeAsync("reminders"));
        Assert.Empty(await _platform.TakeAsync("renewals"));

        await RunAsync();
        Assert.Empty(await TakeAsync("reminders"));
    }

    [Fact]
    public async Task What_was_cancelled_or_scheduled_twice_is_not_done_or_done_once()
    {
        var index = _platform.Get<DueIndex>();
        var home = _platform.Partition;
        await home.Change().Schedule("reminder", _platform.WorkspaceId, "twice", Now).Schedule("reminder", _platform.WorkspaceId, "never", Now).CommitAsync(default, settle: true);
        await index.ScheduleAsync("reminder", _platform.WorkspaceId, "twice", Now, default);
        await home.Change().Unschedule("reminder", _platform.WorkspaceId, "never", Now).CommitAsync(default, settle: true);
        await index.CancelAsync("reminder", _platform.WorkspaceId, "never", Now, default);

        await RunAsync();
        Assert.Equal(["twice"], (await TakeAsync("reminders")).Select(w => w.Id));
    }

    [Fact]
    public async Task A_run_that_dies_between_handing_over_and_taking_out_repeats_and_loses_nothing()
    {
        await Task.WhenAll(Enumerable.Range(0, 30).Select(i => _platform.Get<DueIndex>().ScheduleAsync("reminder", _platform.Ids.New("ws"), $"id{i}", Now.AddSeconds(-i), default)));
        var policy = new FaultInjectionPolicy(r => r.Uri.Path.Contains("$batch", StringComparison.Ordinal));
        await using (var dying = new PlatformUnderTest(sharing: _platform, policy: policy, services: s => s.AddDueKind("reminder", "reminders")))
        {
            dying.Get<BusinessClock>().Set(Now, running: false);
            policy.Inject(Fault.ProcessDiesBefore, 3);
            await Assert.ThrowsAnyAsync<Exception>(() => dying.GetKeyed<ITimedJob>("due-work").RunAsync(default));
        }

        await RunAsync();
        Assert.Equal(30, (await TakeAsync("reminders")).Select(w => w.Id).Distinct().Count());
        await RunAsync();
        Assert.Empty(await TakeAsync("reminders"));
    }

    [Fact]
    public async Task The_next_instant_at_which_anything_is_due_is_known()
    {
        var index = _platform.Get<DueIndex>();
        Assert.Null(await index.NextAsync("renewal", default));
        for (var i = 5; i > 0; i--) await index.ScheduleAsync("renewal", _platform.Ids.New("ws"), "sub", Now.AddDays(i), default);
        Assert.Equal(Now.AddDays(1), await index.NextAsync("renewal", default));
    }

    [Fact]
    public void Keys_sort_by_instant_and_are_read_back()
    {
        var instants = new[] { Now.AddTicks(-1), Now, Now.AddTicks(1), Now.AddHours(14), Now.AddYears(1) };
        var keys = instants.Select(i => DueKeys.Row(i.ToOffset(TimeSpan.FromHours(9)), "ws_01kaxample0000000000000000", "a|b")).ToList();
        Assert.Equal(keys, keys.Order(StringComparer.Ordinal));
        Assert.Equal(instants, keys.Select(k => DueKeys.Read(k).Due));
        Assert.Equal(("ws_01kaxample0000000000000000", "a|b"), (DueKeys.Read(keys[0]).Owner, DueKeys.Read(keys[0]).Id));
        Assert.True(string.CompareOrdinal(keys[1], DueKeys.Until(Now)) < 0);
        Assert.True(string.CompareOrdinal(keys[2], DueKeys.Until(Now)) > 0);
    }

    [Fact]
    public async Task A_job_for_all_workspaces_reaches_each_of_them_once_with_an_id_of_its_own()
    {
        var registry = _platform.Get<Registry>();
        var all = Enumerable.Range(0, 300).Select(_ => _platform.Ids.New("ws")).ToList();
        await Task.WhenAll(all.Select(ws => registry.AddAsync(ws, default)));
        await registry.AddAsync(all[0], default);
        await registry.RemoveAsync(all[1], default);
        var home = _platform.Partition;
        await home.Change().Register(_platform.WorkspaceId).CommitAsync(default, settle: true);

        await registry.FanOutAsync("ledger-verify", "nightly", Now, default);
        var shards = await _platform.TakeAsync(EnqueueShard.Queue);
        Assert.Equal(64, shards.Count);
        foreach (var shard in shards) await _platform.GetKeyed<IQueueFunction>(EnqueueShard.Queue).RunAsync(JsonSerializer.Deserialize(shard, QueueEnvelope.JsonType)!, default);

        var envelopes = (await _platform.TakeAsync("nightly")).Select(t => JsonSerializer.Deserialize(t, QueueEnvelope.JsonType)!).ToList();
        Assert.Equal(all.Where(ws => ws != all[1]).Append(_platform.WorkspaceId).Order(), envelopes.Select(e => e.Body.Deserialize(WorkspaceSlot.JsonType)!.WorkspaceId).Order());
        Assert.Contains($"ledger-verify|{all[0]}|20260301T100000", envelopes.Select(e => e.Id));
    }

    [Fact]
    public async Task A_shard_with_more_workspaces_than_a_message_has_time_for_goes_on_in_another_message()
    {
        var home = _platform.Stores.Platform(TableNames.Platform).Partition("registry|07");
        for (var i = 0; i < 250; i += 50)
        {
            var change = home.Change();
            for (var j = 0; j < 50; j++) change.Insert(home.Row(_platform.Ids.New("ws")));
            await change.CommitAsync(default);
        }

        var handler = _platform.Get<EnqueueShard>();
        await handler.HandleAsync(new QueueMessage<ShardWork>("id", new ShardWork("job", "nightly", 7, Now, null)), default);
        Assert.Equal(200, (await _platform.TakeAsync("nightly")).Count);
        var rest = JsonSerializer.Deserialize(Assert.Single(await _platform.TakeAsync(EnqueueShard.Queue)), QueueEnvelope.JsonType)!;
        await _platform.GetKeyed<IQueueFunction>(EnqueueShard.Queue).RunAsync(rest, default);
        Assert.Equal(50, (await _platform.TakeAsync("nightly")).Count);
        Assert.Empty(await _platform.TakeAsync(EnqueueShard.Queue));
    }

    private Task RunAsync() => _platform.GetKeyed<ITimedJob>("due-work").RunAsync(default);

    private async Task<IReadOnlyList<DueWork>> TakeAsync(string queue) =>
        [.. (await _platform.TakeAsync(queue)).Select(t => JsonSerializer.Deserialize(t, QueueEnvelope.JsonType)!.Body.Deserialize(DueWork.JsonType)!)];
}
