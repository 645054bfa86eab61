using System.Text.Json;
using Artisan.Azure;
using Artisan.Platform.Functions;
using Artisan.Platform.Messaging;
using Artisan.Platform.Storage;
using Artisan.Testing;

namespace Artisan.Platform.Tests.Messaging;

/// <summary>A process that dies at any moment of a commit loses no message and sends none for a change that was not committed.</summary>
public sealed class SurvivingCrashesTests : PlatformTest
{
    [Theory]
    [InlineData(Fault.ProcessDiesBefore)]
    [InlineData(Fault.ProcessDiesAfter)]
    public async Task Wherever_the_process_dies_the_message_arrives_if_and_only_if_the_change_was_committed(Fault death)
    {
        await WarmUpAsync();
        var calls = await CountCallsAsync();
        Assert.InRange(calls, 3, 10);

        for (var call = 1; call <= calls; call++)
        {
            var policy = new FaultInjectionPolicy();
            await using var dying = new PlatformUnderTest(sharing: Platform, policy: policy);
            var name = $"{death}{call}";
            var before = await BellsAsync();
            policy.Inject(death, call);
            await Record.ExceptionAsync(() => CommitAsync(dying, name));
            await dying.Outbox.SettleAsync();

            await using var next = new PlatformUnderTest(sharing: Platform);
            var home = next.Stores.Workspace("things", next.WorkspaceId).Partition(name);
            var committed = await home.FindAsync("row", default) is not null;
            var bells = await BellsAsync() - before;
            if (committed) Assert.Equal(1, bells);
            if (bells > 0) await RingAsync(next, home);

            var arrived = dying.Sink.Taken.Concat(next.Sink.Taken).Select(m => m.Id).Distinct().Count();
            Assert.Equal(committed ? 1 : 0, arrived);
            Assert.Empty(await home.RowsAsync("out|"));
        }
    }

    [Fact]
    public async Task Queue_messages_survive_a_process_that_dies_before_it_hands_them_over()
    {
        await WarmUpAsync();
        var policy = new FaultInjectionPolicy(r => r.Uri.Path.Contains("/letters/", StringComparison.Ordinal));
        await using var dying = new PlatformUnderTest(sharing: Platform, policy: policy);
        policy.Inject(Fault.ProcessDiesBefore, 1);
        await dying.Partition.Change().Send("letters", new Note("hello"), NoteJson.Default.Note).CommitAsync(default);
        await dying.Outbox.SettleAsync();
        Assert.Empty(await Platform.TakeAsync("letters"));

        await RingAsync(Platform, Platform.Partition);
        Assert.Contains("hello", Assert.Single(await Platform.TakeAsync("letters")), StringComparison.Ordinal);
    }

    private async Task WarmUpAsync()
    {
        await Platform.Partition.Change().Insert(Platform.Partition.Row("warm")).Note("warm").CommitAsync(default, settle: true);
    }

    private async Task<int> CountCallsAsync()
    {
        var policy = new FaultInjectionPolicy();
        await using var counted = new PlatformUnderTest(sharing: Platform, policy: policy);
        await CommitAsync(counted, "counted");
        return policy.Calls;
    }

    private static Task CommitAsync(PlatformUnderTest platform, string partition)
    {
        var home = platform.Stores.Workspace("things", platform.WorkspaceId).Partition(partition);
        return home.Change().Insert(home.Row("row")).Note(partition).CommitAsync(default, settle: true);
    }

    // Bells ring a minute later, which no test waits for: that one is there is counted, and then it is rung by hand.
    private async Task<int> BellsAsync() => (await Platform.Get<StorageClients>().Queues.GetQueueClient(Queues.Bell).GetPropertiesAsync()).Value.ApproximateMessagesCount;

    private static Task RingAsync(PlatformUnderTest platform, Partition home)
    {
        var body = JsonSerializer.SerializeToElement(new BellMessage(home.Table, home.Key), BellMessage.JsonType);
        return platform.GetKeyed<IQueueFunction>(Queues.Bell).RunAsync(new QueueEnvelope(platform.Ids.Ulid(), null, body), default);
    }
}
