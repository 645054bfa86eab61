using System.Runtime.CompilerServices;
using Artisan.Areas.Webhooks.Deliveries;
using Artisan.Areas.Webhooks.Endpoints;
using Artisan.Areas.Webhooks.Inbound;
using Artisan.Areas.Workspaces.Contracts;
using Artisan.Platform.Storage;

namespace Artisan.Areas.Webhooks;

/// <summary>The endpoints of a workspace, without their secrets, their logs, and what sources sent, in its export.</summary>
internal sealed class ExportWebhooks(EndpointStore endpoints, DeliveryStore deliveries, InboundInbox inbox) : IExportContributor
{
    public string Folder => "webhooks";

    public async Task WriteAsync(ExportArchive archive, string workspaceId, CancellationToken ct)
    {
        await archive.LinesAsync("webhooks/endpoints", EndpointsAsync(workspaceId, ct), WebhooksJson.Default.EndpointResponse, ct);
        await archive.LinesAsync("webhooks/inbound", InboundAsync(workspaceId, ct), WebhooksJson.Default.InboundMessageResponse, ct);
        await foreach (var row in endpoints.Home(workspaceId).RangeAsync(RowRange.Prefix(WebhookKeys.EndpointPrefix), ct))
        {
            var endpoint = EndpointStore.Read(row);
            await archive.LinesAsync($"webhooks/deliveries/{endpoint.Id}", DeliveriesAsync(workspaceId, endpoint.Id, ct), WebhooksJson.Default.DeliveryResponse, ct);
        }
    }

    private async IAsyncEnumerable<EndpointResponse> EndpointsAsync(string workspaceId, [EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var row in endpoints.Home(workspaceId).RangeAsync(RowRange.Prefix(WebhookKeys.EndpointPrefix), ct)) yield return EndpointResponse.Of(EndpointStore.Read(row));
    }

    private async IAsyncEnumerable<InboundMessageResponse> InboundAsync(string workspaceId, [EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var row in inbox.Home(workspaceId).RangeAsync(RowRange.Prefix(WebhookKeys.InboundPrefix), ct)) yield return InboundInbox.Shown(row);
    }

    private async IAsyncEnumerable<DeliveryResponse> DeliveriesAsync(string workspaceId, string endpointId, [EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var row in deliveries.Home(workspaceId, endpointId).RangeAsync(RowRange.Prefix(WebhookKeys.DeliveryPrefix), ct)) yield return DeliveryResponse.Of(DeliveryStore.Read(row));
    }
}
