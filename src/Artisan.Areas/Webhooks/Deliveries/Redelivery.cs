using Artisan.Areas.Webhooks.Endpoints;
using Artisan.Platform.Http;
using Artisan.Platform.Storage;

namespace Artisan.Areas.Webhooks.Deliveries;

/// <summary>Puts an ended delivery on its way again.</summary>
internal sealed class Redelivery(DeliveryStore deliveries, SendDelivery send)
{
    /// <summary>The delivery as it is pending again. The message goes out before the row says so: a lost one would leave it pending for ever.</summary>
    public async Task<Outcome<Delivery>> RunAsync(string workspaceId, Endpoint endpoint, string eventId, CancellationToken ct)
    {
        if (await deliveries.FindAsync(workspaceId, endpoint.Id, eventId, ct) is not { } stored) return Faults.NotFound;
        if (stored.Delivery.State is DeliveryState.Pending) return WebhooksFaults.Underway;
        var anew = stored.Delivery.Anew();
        var home = deliveries.Home(workspaceId, endpoint.Id);
        var change = deliveries.Save(workspaceId, stored, anew, stored.Health);
        if (endpoint.Ordered) change.Upsert(deliveries.Waiting(home, eventId));
        if (stored.Delivery.State is DeliveryState.Failed && await home.FindAsync(WebhookKeys.Failed(eventId), ct) is { } failed) change.Delete(failed);
        await send.AskAsync(workspaceId, endpoint, anew, Ahead, ct);
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

    // Long enough for the row to be written first.
    private static readonly TimeSpan Ahead = TimeSpan.FromSeconds(2);
}
