using System.Collections.Concurrent;
using Artisan.Platform.Due;
using Artisan.Platform.Functions;
using Artisan.Platform.Storage;

namespace Artisan.Platform.Messaging;

/// <summary>Has the outboxes of one workspace looked through. Running it again does no harm.</summary>
public sealed class SweepWorkspace(IEnumerable<IOutboxPartitions> areas, OutboxSweep sweep) : IQueueHandler<WorkspaceSlot>
{
    /// <summary>The queue function.</summary>
    public const string Queue = "outbox-sweep-part";

    public async Task HandleAsync(QueueMessage<WorkspaceSlot> message, CancellationToken ct)
    {
        var seen = new ConcurrentDictionary<BellMessage, bool>();
        await Parallel.ForEachAsync(PartitionsAsync(message.Body.WorkspaceId, ct), new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = ct }, async (partition, token) =>
        {
            if (seen.TryAdd(new BellMessage(partition.Table, partition.Key), true)) await sweep.RunAsync(partition, token);
        });
    }

    private async IAsyncEnumerable<Partition> PartitionsAsync(string workspaceId, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        foreach (var area in areas)
        {
            await foreach (var partition in area.ListAsync(workspaceId, ct)) yield return partition;
        }
    }
}
