using System.Text.Json;
using System.Text.Json.Nodes;
using Artisan.Areas.Webhooks.Endpoints;
using Artisan.Platform.Access;
using Artisan.Platform.Audit;
using Artisan.Platform.Http;
using Artisan.Platform.Ids;
using Artisan.Platform.Outbound;
using Artisan.Platform.Time;

namespace Artisan.Areas.Webhooks.Deliveries;

/// <summary>Sends a test event to an endpoint, by the same way as every other: the same rules, signature, schedule and log.</summary>
internal sealed class TestEndpoint(EndpointStore endpoints, OutboundAddresses addresses, DeliveryStore deliveries, IIds ids, SystemClock clock)
{
    private const string Type = "endpoint.test";

    public async Task<Outcome<DeliveryResponse>> RunAsync(string id, Caller caller, CancellationToken ct)
    {
        if (await endpoints.FindAsync(caller.WorkspaceId, id, ct) is not { } stored) return Faults.NotFound;
        if (stored.Endpoint.State is not EndpointState.Enabled) return WebhooksFaults.EndpointOff;
        if (await addresses.RefusalNowAsync(stored.Endpoint.Url, ct) is { } refusal) return WebhooksFaults.UrlRefused.Because(refusal);
        var body = new JsonObject
        {
            ["type"] = Type,
            ["timestamp"] = JsonSerializer.SerializeToNode(clock.Now, WebhooksJson.Default.DateTimeOffset),
            ["workspaceId"] = caller.WorkspaceId,
            ["subject"] = id,
            ["data"] = new JsonObject { ["message"] = "If you can verify the signature of this, your endpoint works." },
        };
        var delivery = new Delivery { EventId = ids.New("evt"), EndpointId = id, Type = Type, Body = body.ToJsonString(), CreatedAt = clock.Now };
        await deliveries.Add(caller.WorkspaceId, stored.Endpoint, delivery)
            .Send(DeliveryAttempt.Queue, DeliveryAttempt.Of(caller.WorkspaceId, stored.Endpoint, delivery), DeliveryAttempt.JsonType)
            .Audit(caller, "webhooks.test_sent", "webhook-endpoint", id).CommitAsync(ct);
        return Outcome.Accepted(DeliveryResponse.Of(delivery));
    }
}
