using Artisan.Areas.Webhooks.Deliveries;
using Artisan.Areas.Webhooks.Endpoints;
using Artisan.Areas.Webhooks.EventTypes;
using Artisan.Areas.Webhooks.Inbound;
using Artisan.Platform.Access;
using Artisan.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Artisan.Areas.Webhooks;

/// <summary>Webhooks over HTTP: endpoints, the log of deliveries and what can be sent; and what sources send in.</summary>
public static class WebhooksApi
{
    /// <summary>Maps the area's endpoints.</summary>
    public static void MapWebhooks(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api/webhooks").WithTags("Outbound webhooks");
        api.MapGet("/endpoints", (ListEndpoints op, Paging paging, Caller caller, CancellationToken ct) => op.RunAsync(paging, caller, ct)).Least(Role.Admin).WithSummary("Lists the endpoints.");
        api.MapPost("/endpoints", (CreateEndpoint op, EndpointRequest body, Caller caller, CancellationToken ct) => op.RunAsync(body, caller, ct)).Least(Role.Admin).WithSummary("Makes an endpoint; its secret is shown once.");
        api.MapGet("/endpoints/{id}", (GetEndpoint op, string id, Caller caller, CancellationToken ct) => op.RunAsync(id, caller, ct)).Least(Role.Admin).WithSummary("One endpoint, without its secret.");
        api.MapPut("/endpoints/{id}", (UpdateEndpoint op, string id, EndpointRequest body, IfMatch ifMatch, Caller caller, CancellationToken ct) => op.RunAsync(id, body, ifMatch, caller, ct)).Least(Role.Admin).WithSummary("Changes an endpoint.");
        api.MapDelete("/endpoints/{id}", (DeleteEndpoint op, string id, Caller caller, CancellationToken ct) => op.RunAsync(id, caller, ct)).Least(Role.Admin).WithSummary("Deletes an endpoint.");
        api.MapPost("/endpoints/{id}/rotate-secret", (RotateSecret op, string id, Caller caller, CancellationToken ct) => op.RunAsync(id, caller, ct)).Least(Role.Admin).WithSummary("Gives an endpoint a new secret; both sign for 24 hours.");
        api.MapPost("/endpoints/{id}/test", (TestEndpoint op, string id, Caller caller, CancellationToken ct) => op.RunAsync(id, caller, ct)).Least(Role.Admin).WithSummary("Sends a test event.");
        api.MapGet("/event-types", (ListEventTypes op) => op.Run()).Least(Role.Viewer).WithSummary("Lists the types of events with their schemas.");
        api.MapGet("/deliveries", (ListDeliveries op, string? endpoint, string? state, Paging paging, Caller caller, CancellationToken ct) => op.RunAsync(endpoint, state, paging, caller, ct)).Least(Role.Admin).WithSummary("The log of an endpoint: attempts, status, latency, response.");
        api.MapPost("/deliveries/{id}/replay", (ReplayDelivery op, string id, Caller caller, CancellationToken ct) => op.RunAsync(id, caller, ct)).Least(Role.Admin).WithSummary("Sends a delivery again.");
        api.MapPost("/deliveries/replay", (ReplayDeliveries op, ReplayDeliveriesRequest body, Caller caller, CancellationToken ct) => op.RunAsync(body, caller, ct)).Least(Role.Admin).WithSummary("Sends the failed deliveries of a stretch of time again.");
        api.MapPost("/inbound/{source}/{connectionId}", (ReceiveInbound op, string source, string connectionId, HttpRequest request, CancellationToken ct) => op.RunAsync(source, connectionId, request, ct)).BySignature().WithSummary("Takes what a source sends, verified by its signature: custom, segment, hubspot or salesforce.").Produces<InboundResponse>();
    }
}
