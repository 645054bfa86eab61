using Artisan.Areas.Webhooks.Endpoints;
using Artisan.Platform.Access;
using Artisan.Platform.Http;
using Artisan.Platform.Storage;

namespace Artisan.Areas.Webhooks.Deliveries;

/// <summary>The log of one endpoint, the newest event first; <c>state=failed</c> shows what failed for good.</summary>
internal sealed class ListDeliveries(EndpointStore endpoints, DeliveryStore deliveries)
{
    private const string FailedOnly = "failed";

    public async Task<Outcome<Page<DeliveryResponse>>> RunAsync(string? endpoint, string? state, Paging paging, Caller caller, CancellationToken ct)
    {
        if (endpoint is null) return Faults.Invalid.At("endpoint", "The log is kept by endpoint: name one.");
        if (state is not (null or FailedOnly)) return Faults.Invalid.At("state", "Only failed can be asked for.");
        if (await endpoints.FindAsync(caller.WorkspaceId, endpoint, ct) is null) return Faults.NotFound;
        var range = RowRange.Prefix(state is FailedOnly ? WebhookKeys.FailedPrefix : WebhookKeys.DeliveryPrefix);
        return Outcome.Page(await paging.ReadAsync(deliveries.Home(caller.WorkspaceId, endpoint), range, row => DeliveryResponse.Of(DeliveryStore.Read(row)), ct));
    }
}
