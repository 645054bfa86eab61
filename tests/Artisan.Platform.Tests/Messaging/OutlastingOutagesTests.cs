using System.Text.Json;
using Artisan.Azure;
using Artisan.Platform.Functions;
using Artisan.Platform.Messaging;
using Artisan.Platform.Storage;
using Artisan.Testing;

namespace Artisan.Platform.Tests.Messaging;

/// <summary>Messages that failed as often as a Functions host tries are not lost: their poison queue hands them back.</summary>
public sealed class OutlastingOutagesTests : PlatformTest
{
    private HostQueue Bells => new(Platform, Queues.Bell);

    [Fact]
    public async Task A_bell_that_is_poisoned_while_storage_is_away_rings_again_and_everything_arrives_once()
    {
        await Platform.LeaveNoteAsync("acknowledged");
        await RingAsync(Platform.Partition);
        await using (var away = new PlatformUnderTest(sharing: Platform, policy: new FaultInjectionPolicy(IsTables).Inject(Fault.NeverSent, 1, times: 1_000_000)))
        {
            Assert.Equal(5, await Bells.PumpAsync(by: away));
        }

        Assert.Equal(1, await Bells.PoisonedAsync());
        Assert.Empty(Platform.Sink.Taken);

        await ReplayAsync();
        await Bells.PumpAsync(by: Platform);
        await ReplayAsync();
        await Bells.PumpAsync(by: Platform);

        Assert.Equal("""{"text":"acknowledged"}""", Assert.Single(Platform.Sink.Taken).Body);
        Assert.Empty(await Platform.Partition.RowsAsync("out|"));
        Assert.Equal(0, await Bells.PoisonedAsync());
    }

    [Theory]
    [InlineData(null, "0")]
    [InlineData(1, "600")]
    [InlineData(2, "3600")]
    [InlineData(3, "21600")]
    [InlineData(4, "86400")]
    public async Task A_message_that_is_poisoned_again_waits_longer_each_time(int? replays, string seconds)
    {
        var sent = new FaultInjectionPolicy(r => r.Uri.Path.EndsWith("/outbox-bell/messages", StringComparison.Ordinal) && r.Uri.Query.Contains($"visibilitytimeout={seconds}&", StringComparison.Ordinal));
        await using var platform = new PlatformUnderTest(sharing: Platform, policy: sent);
        await new HostQueue(platform, Queues.Bell).PoisonAsync(Bell(replays));

        Assert.Equal(1, await platform.Get<ReplayPoison>().ReplayAsync(Queues.Bell, default));
        // The queue did not exist: it was sent to, made, and sent to again.
        Assert.Equal(2, sent.Calls);
        Assert.Equal(0, await Bells.PoisonedAsync());
    }

    [Fact]
    public async Task A_message_that_fails_for_days_stays_for_ever_and_is_reported_until_a_person_replays_it()
    {
        await Bells.PoisonAsync(Bell(replays: 5));
        var forever = new FaultInjectionPolicy(r => r.Uri.Query.Contains("messagettl=-1", StringComparison.Ordinal) && r.Uri.Path.Contains("-poison", StringComparison.Ordinal));
        await using (var first = new PlatformUnderTest(sharing: Platform, policy: forever))
        {
            Assert.Equal(0, await first.Get<ReplayPoison>().ReplayAsync(Queues.Bell, default));
            Assert.Equal(1, forever.Calls);
            Assert.Contains(first.Logs.Lines, l => l.StartsWith("Error: 1 messages in outbox-bell-poison", StringComparison.Ordinal));
        }

        Assert.Equal(1, await Bells.PoisonedAsync());
        await Bells.PoisonAsync(Bell(replays: 6));
        await Bells.PoisonAsync("not one of ours");
        await ReplayAsync();
        Assert.Equal(3, await Bells.PoisonedAsync());
        Assert.Contains(Platform.Logs.Lines, l => l.StartsWith("Error: 2 messages in outbox-bell-poison", StringComparison.Ordinal));

        await Bells.PoisonAsync(Bell(replays: 6));
        Assert.Equal(1, await Platform.Get<ReplayPoison>().ReplayAsync(Queues.Bell, default, anew: true));
        var replayed = JsonSerializer.Deserialize(Assert.Single(await Platform.TakeAsync(Queues.Bell)), QueueEnvelope.JsonType)!;
        Assert.Equal(1, replayed.Replays);
    }

    [Fact]
    public async Task A_run_that_dies_at_any_call_hands_over_twice_rather_than_never()
    {
        for (var call = 1; ; call++)
        {
            await Bells.PoisonAsync(Bell(null));
            var policy = new FaultInjectionPolicy(r => r.Uri.Path.Contains(Queues.Bell, StringComparison.Ordinal)).Inject(Fault.ProcessDiesAfter, call);
            await using var dying = new PlatformUnderTest(sharing: Platform, policy: policy);
            var death = await Record.ExceptionAsync(() => dying.Get<ReplayPoison>().ReplayAsync(Queues.Bell, default));

            Assert.True((await Platform.TakeAsync(Queues.Bell)).Count + await Bells.PoisonedAsync() >= 1);
            await Platform.Get<StorageClients>().Queues.GetQueueClient($"{Queues.Bell}-poison").ClearMessagesAsync();
            await Platform.Get<StorageClients>().Queues.GetQueueClient(Queues.Bell).DeleteIfExistsAsync();
            if (death is null) break;
            Assert.InRange(call, 1, 10);
        }
    }

    [Fact]
    public void Every_queue_of_the_platform_whose_work_can_wait_is_replayed() =>
        Assert.Equal(["backup-part", "email", "outbox-bell", "registry-shard"], Microsoft.Extensions.DependencyInjection.ServiceProviderServiceExtensions.GetServices<ReplayedFunction>(Platform.Services).Select(r => r.Name).Order(StringComparer.Ordinal));

    private Task RingAsync(Partition home) => Platform.Get<Queues>().SendAsync(Queues.Bell, new BellMessage(home.Table, home.Key), BellMessage.JsonType, default);

    private Task ReplayAsync() => Platform.GetKeyed<ITimedJob>("poison-replay").RunAsync(default);

    private string Bell(int? replays) => JsonSerializer.Serialize(
        new QueueEnvelope(Platform.Ids.Ulid(), null, JsonSerializer.SerializeToElement(new BellMessage("things", Platform.Partition.Key), BellMessage.JsonType), replays), QueueEnvelope.JsonType);

    // Azurite serves each kind of storage at a port of its own.
    private bool IsTables(global::Azure.Core.Request request) => Platform.Account.Contains($"TableEndpoint=http://127.0.0.1:{request.Uri.Port}", StringComparison.Ordinal);
}
