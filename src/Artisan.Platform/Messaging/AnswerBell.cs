using Artisan.Platform.Functions;
using Artisan.Platform.Storage;

namespace Artisan.Platform.Messaging;

/// <summary>Delivers what the partition named by a bell still holds; while something cannot be delivered, the bell rings again.</summary>
public sealed class AnswerBell(Stores stores, Outbox outbox, Queues queues) : IQueueHandler<BellMessage>
{
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(30);

    public async Task HandleAsync(QueueMessage<BellMessage> message, CancellationToken ct)
    {
        var (table, key) = message.Body;
        if (!await outbox.DrainAsync(stores.Open(table, key), ct)) await queues.SendAsync(Queues.Bell, message.Body, OutboxJson.Default.BellMessage, ct, Again);
    }
}
