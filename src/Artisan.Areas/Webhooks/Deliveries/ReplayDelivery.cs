using Artisan.Areas.Webhooks.Endpoints;
using Artisan.Platform.Access;
using Artisan.Platform.Audit;
using Artisan.Platform.Http;

namespace Artisan.Areas.Webhooks.Deliveries;

/// <summary>Sends a delivery again, whether it failed or not: under the same id, from the beginning of the schedule.</summary>
internal sealed class ReplayDelivery(EndpointStore endpoints, Redelivery redelivery)
{
    public async Task<Outcome<DeliveryResponse>> RunAsync(string id, Caller caller, CancellationToken ct)
    {
        if (DeliveryResponse.Parse(id) is not var (endpointId, eventId) || await endpoints.FindAsync(caller.WorkspaceId, endpointId, ct) is not { } stored) return Faults.NotFound;
        if (stored.Endpoint.State is not EndpointState.Enabled) return WebhooksFaults.EndpointOff;
        var outcome = await redelivery.RunAsync(caller.WorkspaceId, stored.Endpoint, eventId, ct, change => change.Audit(caller, "webhooks.delivery_replayed", "webhook-delivery", id));
        return outcome.Fault is { } fault ? fault : Outcome.Accepted(DeliveryResponse.Of(outcome.Value!));
    }
}
