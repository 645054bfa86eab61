using Artisan.Areas.Webhooks.Endpoints;
using Artisan.Platform.Http;
using Artisan.Platform.Storage;

namespace Artisan.Areas.Webhooks.Deliveries;

/// <summary>Puts an ended delivery on its way again.</summary>
internal sealed class Redelivery(DeliveryStore deliveries)
{
    /// <summary>The delivery as it is pending again; the message that asks for it, and what is <paramref name="noted"/>, stand in the same change.</summary>
    public async Task<Outcome<Delivery>> RunAsync(string workspaceId, Endpoint endpoint, string eventId, CancellationToken ct, Action<Change>? noted = null)
    {
        if (await deliveries.FindAsync(workspaceId, endpoint.Id, eventId, ct) is not { } stored) return Faults.NotFound;
        if (stored.Delivery.State is DeliveryState.Pending) return WebhooksFaults.Underway;
        var anew = stored.Delivery.Anew();
        var home = deliveries.Home(workspaceId, endpoint.Id);
        var change = deliveries.Save(workspaceId, stored, anew).Send(DeliveryAttempt.Queue, DeliveryAttempt.Of(workspaceId, endpoint, anew), DeliveryAttempt.JsonType);
        if (endpoint.Ordered) change.Upsert(deliveries.Waiting(home, eventId));
        if (stored.Delivery.State is DeliveryState.Failed && await home.FindAsync(WebhookKeys.Failed(eventId), ct) is { } failed) change.Delete(failed);
        noted?.Invoke(change);
        try
        {
            await change.CommitAsync(ct);
            return anew;
        }
        catch (WriteConflictException)
        {
            return WebhooksFaults.Underway;
        }
    }
}
