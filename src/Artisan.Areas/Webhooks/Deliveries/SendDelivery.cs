using Artisan.Areas.Webhooks.Endpoints;
using Artisan.Platform.Messaging;
using Artisan.Platform.Time;

namespace Artisan.Areas.Webhooks.Deliveries;

/// <summary>Begins deliveries: events and tests, replays too, all go this way.</summary>
internal sealed class SendDelivery(DeliveryStore deliveries, Queues queues, SystemClock clock)
{
    /// <summary>Puts a delivery into the log and asks for its first attempt. The row comes first: an attempt that finds none does nothing.</summary>
    public async Task<Delivery> BeginAsync(string workspaceId, Endpoint endpoint, string eventId, string type, string body, CancellationToken ct)
    {
        var delivery = new Delivery { EventId = eventId, EndpointId = endpoint.Id, Type = type, Body = body, CreatedAt = clock.Now };
        await deliveries.AddAsync(workspaceId, endpoint, delivery, ct);
        await AskAsync(workspaceId, endpoint, delivery, TimeSpan.Zero, ct);
        return delivery;
    }

    /// <summary>Asks for the next attempt of a delivery; an endpoint that wants its events in order is asked to go on with the first that waits.</summary>
    public Task AskAsync(string workspaceId, Endpoint endpoint, Delivery delivery, TimeSpan delay, CancellationToken ct) =>
        AskAsync(new DeliveryAttempt(workspaceId, endpoint.Id, endpoint.Ordered ? null : delivery.EventId, endpoint.Ordered ? 0 : delivery.Tries), delay, ct);

    /// <summary>Puts a message into the queue, visible after a delay.</summary>
    public Task AskAsync(DeliveryAttempt attempt, TimeSpan delay, CancellationToken ct) => queues.SendAsync(DeliveryAttempt.Queue, attempt, DeliveryAttempt.JsonType, ct, delay);
}
