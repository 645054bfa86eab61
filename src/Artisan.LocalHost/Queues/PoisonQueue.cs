using Artisan.Azure.Queues;
using Azure;

namespace Artisan.LocalHost.Queues;

/// <summary>Where messages go that failed too often: `queue-poison`, made when first needed, the text as it was on the wire.</summary>
internal sealed class PoisonQueue(string queueName, QueueClient queue, QueueServiceClient queues, ILogger log)
{
    public const string Suffix = "-poison";
    private const int LongestName = 63;

    /// <summary>Moves the message there. A queue that has no poison queue keeps it; it is only seen again when its invisibility ends.</summary>
    public async Task TakeAsync(QueueMessage message, string popReceipt, CancellationToken ct)
    {
        var name = queueName + Suffix;
        if (queueName.EndsWith(Suffix, StringComparison.Ordinal) || name.Length > LongestName) return;

        var poison = queues.GetQueueClient(name);
        await poison.CreateIfNotExistsAsync(ct);
        await poison.SendMessageAsync(message.MessageText, timeToLive: TimeSpan.FromSeconds(-1), cancellationToken: ct);
        log.LogError("Message {Id} of queue {Queue} has been moved to {Poison} after {Count} tries.", message.MessageId, queueName, name, message.DequeueCount);
        try
        {
            await queue.DeleteMessageAsync(message.MessageId, popReceipt, ct);
        }
        catch (RequestFailedException e) when (e.Status is 404 or 400)
        {
            log.LogWarning("Message {Id} of queue {Queue} had gone already.", message.MessageId, queueName);
        }
    }
}
