using System.Runtime.CompilerServices;
using Artisan.Areas.Webhooks.Deliveries;
using Artisan.Areas.Webhooks.Endpoints;
using Artisan.Areas.Webhooks.Inbound;
using Artisan.Platform.Messaging;
using Artisan.Platform.Storage;

namespace Artisan.Areas.Webhooks;

/// <summary>Where changes of the area leave messages: with the endpoints, with the deliveries of each, and with what sources sent. Attempts of events are queue messages from the beginning.</summary>
internal sealed class WebhookPartitions(EndpointStore endpoints, DeliveryStore deliveries, InboundInbox inbox) : IOutboxPartitions
{
    public async IAsyncEnumerable<Partition> ListAsync(string workspaceId, [EnumeratorCancellation] CancellationToken ct)
    {
        yield return endpoints.Home(workspaceId);
        yield return inbox.Home(workspaceId);
        foreach (var known in await endpoints.KnownAsync(workspaceId, ct)) yield return deliveries.Home(workspaceId, known.Endpoint.Id);
    }
}
