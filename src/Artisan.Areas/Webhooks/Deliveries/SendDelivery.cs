using Artisan.Areas.Webhooks.Endpoints;
using Artisan.Platform.Messaging;
using Artisan.Platform.Time;

namespace Artisan.Areas.Webhooks.Deliveries;

/// <summary>Begins deliveries of events, and asks for further attempts.</summary>
internal sealed class SendDelivery(DeliveryStore deliveries, Queues queues, SystemClock clock)
{
    /// <summary>Puts a delivery into the log and asks for its first attempt. The row comes first: an attempt that finds none does nothing.</summary>
    public async Task BeginAsync(string workspaceId, Endpoint endpoint, string eventId, string type, string body, CancellationToken ct)
    {
        var delivery = new Delivery { EventId = eventId, EndpointId = endpoint.Id, Type = type, Body = body, CreatedAt = clock.Now };
        await deliveries.AddAsync(workspaceId, endpoint, delivery, ct);
        await AskAsync(DeliveryAttempt.Of(workspaceId, endpoint, delivery), TimeSpan.Zero, ct);
    }

    /// <summary>Puts a message into the queue, visible after a delay.</summary>
    public Task AskAsync(DeliveryAttempt attempt, TimeSpan delay, CancellationToken ct) => queues.SendAsync(DeliveryAttempt.Queue, attempt, DeliveryAttempt.JsonType, ct, delay);
}
