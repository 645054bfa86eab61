using Artisan.Platform.Ids;
using Artisan.Platform.Storage;
using Artisan.Platform.Time;
using Microsoft.Extensions.Logging;

namespace Artisan.Platform.Messaging;

/// <summary>
/// Looks through an outbox: rings its bell where it holds a message older than an hour, and releases what was set aside, once a night for a week. Later only a
/// person does, who has been told by an error in the log and finds the partition in the list of <see cref="DeadOutboxes"/>.
/// </summary>
public sealed class OutboxSweep(DeadMessages dead, DeadOutboxes list, Queues queues, SystemClock clock, ILogger<OutboxSweep> log)
{
    private const int MostReleases = 7;
    private const int DeadAtOnce = 100;

    /// <summary>A message that waits for longer was forgotten.</summary>
    public static readonly TimeSpan Old = TimeSpan.FromHours(1);

    /// <summary>Looks through one partition.</summary>
    public async Task RunAsync(Partition partition, CancellationToken ct)
    {
        await RingAsync(partition, ct);
        var left = 0;
        // All of them, page by page: those that fail for ever are the oldest and must not hide the others.
        for (IReadOnlyList<DeadMessage> page = await DeadMessages.ListAsync(partition, DeadAtOnce, ct); page.Count > 0; page = await DeadMessages.ListAsync(partition, DeadAtOnce, ct, page[^1].Id))
        {
            await list.NoteAsync(partition, ct);
            foreach (var message in page)
            {
                if (message.Releases >= MostReleases) left++;
                else await dead.ReleaseAsync(partition, message.Id, ct);
            }
        }

        await list.ForgetIfEmptyAsync(partition, ct);
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
