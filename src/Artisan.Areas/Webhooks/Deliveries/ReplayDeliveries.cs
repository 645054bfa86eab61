using System.ComponentModel.DataAnnotations;
using System.Text.Json.Nodes;
using Artisan.Areas.Webhooks.Endpoints;
using Artisan.Platform.Access;
using Artisan.Platform.Audit;
using Artisan.Platform.Http;
using Artisan.Platform.Time;

namespace Artisan.Areas.Webhooks.Deliveries;

/// <summary>Which failed deliveries to send again: those of events of [from, to).</summary>
public sealed record ReplayDeliveriesRequest([Required, StringLength(40)] string EndpointId, DateTimeOffset From, DateTimeOffset? To = null);

/// <summary>That the failed deliveries of these events are being sent again.</summary>
public sealed record ReplayDeliveriesResponse(string EndpointId, DateTimeOffset From, DateTimeOffset To);

/// <summary>Sends all failed deliveries of a stretch of time again, a page after the other behind a queue.</summary>
internal sealed class ReplayDeliveries(EndpointStore endpoints, SystemClock clock)
{
    public async Task<Outcome<ReplayDeliveriesResponse>> RunAsync(ReplayDeliveriesRequest request, Caller caller, CancellationToken ct)
    {
        if (await endpoints.FindAsync(caller.WorkspaceId, request.EndpointId, ct) is not { } stored) return Faults.NotFound;
        if (stored.Endpoint.State is not EndpointState.Enabled) return WebhooksFaults.EndpointOff;
        var (from, to) = (request.From.ToUniversalTime(), (request.To ?? clock.Now).ToUniversalTime());
        if (from >= to || from < DateTimeOffset.UnixEpoch) return Faults.Invalid.At("from", "An instant before 'to'.");
        await endpoints.Home(caller.WorkspaceId).Change()
            .Send(ReplayPage.Queue, new ReplayPage(caller.WorkspaceId, request.EndpointId, from, to, null), ReplayPage.JsonType)
            .Audit(caller, "webhooks.range_replayed", "webhook-endpoint", request.EndpointId, after: new JsonObject { ["from"] = from.ToString("O"), ["to"] = to.ToString("O") })
            .CommitAsync(ct);
        return Outcome.Accepted(new ReplayDeliveriesResponse(request.EndpointId, from, to));
    }
}
