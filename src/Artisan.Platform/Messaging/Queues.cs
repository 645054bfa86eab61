using System.Text.Json;
using Artisan.Azure.Queues;
using Artisan.Platform.Ids;

namespace Artisan.Platform.Messaging;

/// <summary>Sends messages to queues, creating a queue the first time it is missing.</summary>
public sealed class Queues(QueueServiceClient client, IIds ids)
{
    /// <summary>The queue that bells ring in.</summary>
    public const string Bell = "outbox-bell";

    /// <summary>Sends an outbox message; it becomes visible after its delay and never expires.</summary>
    public Task SendAsync(OutboxMessage message, CancellationToken ct)
    {
        using var body = JsonDocument.Parse(message.Body);
        return SendAsync(message.To, new QueueEnvelope(message.Id, message.TraceParent, body.RootElement), message.Delay, ct);
    }

    /// <summary>Sends a message that is not part of any change: a timer's fan-out, whose receivers check what is due themselves.</summary>
    public Task SendAsync<T>(string queue, T message, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type, CancellationToken ct, TimeSpan delay = default) =>
        SendAsync(new OutboxMessage(ids.Ulid(), queue, JsonSerializer.Serialize(message, type), delay, System.Diagnostics.Activity.Current?.Id), ct);

    /// <summary>Sends an envelope as it is.</summary>
    internal Task SendAsync(string queue, QueueEnvelope envelope, TimeSpan delay, CancellationToken ct) =>
        SendTextAsync(client.GetQueueClient(queue), JsonSerializer.Serialize(envelope, OutboxJson.Default.QueueEnvelope), delay, ct);

    private static async Task SendTextAsync(QueueClient target, string text, TimeSpan delay, CancellationToken ct)
    {
        try
        {
            await target.SendMessageAsync(text, delay, cancellationToken: ct);
        }
        catch (global::Azure.RequestFailedException e) when (e.Status == 404)
        {
            await target.CreateIfNotExistsAsync(ct);
            await target.SendMessageAsync(text, delay, cancellationToken: ct);
        }
    }
}
