using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Artisan.Platform.Functions;
using Artisan.Platform.Messaging;

namespace Artisan.Platform.Due;

/// <summary>One sixty-fourth of a job for all workspaces.</summary>
/// <param name="Job">The job's name.</param>
/// <param name="Queue">The queue that gets a message per workspace.</param>
/// <param name="Shard">Which part of the registry.</param>
/// <param name="Slot">The instant that the timer fired for.</param>
/// <param name="After">The workspace behind which this part goes on; null at its beginning.</param>
public sealed record ShardWork(string Job, string Queue, int Shard, DateTimeOffset Slot, string? After);

/// <summary>One workspace's turn in a job for all of them.</summary>
/// <param name="Job">The job's name.</param>
/// <param name="WorkspaceId">The workspace.</param>
/// <param name="Slot">The instant that the timer fired for.</param>
public sealed record WorkspaceSlot(string Job, string WorkspaceId, DateTimeOffset Slot)
{
    /// <summary>How the message is read and written.</summary>
    public static JsonTypeInfo<WorkspaceSlot> JsonType => DueJson.Default.WorkspaceSlot;

    /// <summary>The message's id: the same however often the slot is enqueued.</summary>
    public string Id => $"{Job}|{WorkspaceId}|{Slot.UtcDateTime.ToString("yyyyMMdd'T'HHmmss", CultureInfo.InvariantCulture)}";
}

/// <summary>
/// Enqueues a message per workspace of one shard of the registry. A page at a time: what does not fit into this message's time
/// goes on in the next one.
/// </summary>
public sealed class EnqueueShard(Registry registry, Queues queues) : IQueueHandler<ShardWork>
{
    /// <summary>The queue function's name.</summary>
    public const string Queue = "registry-shard";

    private const int PageSize = 200;

    public async Task HandleAsync(QueueMessage<ShardWork> message, CancellationToken ct)
    {
        var work = message.Body;
        var page = await registry.ReadAsync(work.Shard, work.After, PageSize, ct);
        foreach (var chunk in page.Rows.Chunk(20))
        {
            await Task.WhenAll(chunk.Select(row =>
            {
                var slot = new WorkspaceSlot(work.Job, row.RowKey, work.Slot);
                return queues.SendAsync(new OutboxMessage(slot.Id, work.Queue, JsonSerializer.Serialize(slot, DueJson.Default.WorkspaceSlot), TimeSpan.Zero, Activity.Current?.Id), ct);
            }));
        }

        if (page.Next is { } last) await queues.SendAsync(Queue, work with { After = last }, DueJson.Default.ShardWork, ct);
    }
}
