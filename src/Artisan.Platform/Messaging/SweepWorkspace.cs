using System.Collections.Concurrent;
using Artisan.Platform.Due;
using Artisan.Platform.Functions;
using Artisan.Platform.Ids;
using Artisan.Platform.Storage;
using Artisan.Platform.Time;
using Microsoft.Extensions.Logging;

namespace Artisan.Platform.Messaging;

/// <summary>
/// Looks through the outboxes of one workspace: rings the bell of each that holds a message older than an hour, and releases what was set aside, once a night
/// for a week. Later only a person does, who has been told by an error in the log. Running it again does no harm.
/// </summary>
public sealed class SweepWorkspace(IEnumerable<IOutboxPartitions> areas, DeadMessages dead, Queues queues, SystemClock clock, ILogger<SweepWorkspace> log) : IQueueHandler<WorkspaceSlot>
{
    /// <summary>The queue function.</summary>
    public const string Queue = "outbox-sweep-part";

    private const int MostReleases = 7;
    private const int DeadAtOnce = 100;
    private static readonly TimeSpan Old = TimeSpan.FromHours(1);

    public async Task HandleAsync(QueueMessage<WorkspaceSlot> message, CancellationToken ct)
    {
        var seen = new ConcurrentDictionary<BellMessage, bool>();
        await Parallel.ForEachAsync(PartitionsAsync(message.Body.WorkspaceId, ct), new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = ct }, async (partition, token) =>
        {
            if (seen.TryAdd(new BellMessage(partition.Table, partition.Key), true)) await SweepAsync(partition, token);
        });
    }

    private async IAsyncEnumerable<Partition> PartitionsAsync(string workspaceId, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        foreach (var area in areas)
        {
            await foreach (var partition in area.ListAsync(workspaceId, ct)) yield return partition;
        }
    }

    private async Task SweepAsync(Partition partition, CancellationToken ct)
    {
        await RingAsync(partition, ct);
        var left = 0;
        foreach (var message in await DeadMessages.ListAsync(partition, DeadAtOnce, ct))
        {
            if (message.Releases >= MostReleases) left++;
            else await dead.ReleaseAsync(partition, message.Id, ct);
        }

        if (left > 0) log.LogError("{Count} messages in {Partition} of {Table} were set aside and fail whenever they are released: a person has to look.", left, partition.Key, partition.Table);
    }

    private async Task RingAsync(Partition partition, CancellationToken ct)
    {
        var old = RowRange.Between(OutboxRow.Prefix, OutboxRow.Prefix + UlidIds.FirstOf(clock.Now - Old));
        if ((await partition.PageAsync(old, 1, null, ct)).Rows.Count == 0) return;
        await queues.SendAsync(Queues.Bell, new BellMessage(partition.Table, partition.Key), OutboxJson.Default.BellMessage, ct);
        MessagingMetrics.Swept.Add(1);
        log.LogWarning("The outbox of {Partition} in {Table} held messages older than an hour; its bell rings again.", partition.Key, partition.Table);
    }
}
