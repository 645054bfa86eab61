using Artisan.Platform.Access;
using Artisan.Platform.Http;
using Artisan.Platform.Storage;

namespace Artisan.Areas.Webhooks.Endpoints;

/// <summary>The endpoints of the workspace, the oldest first.</summary>
internal sealed class ListEndpoints(EndpointStore endpoints)
{
    public async Task<Outcome<Page<EndpointResponse>>> RunAsync(Paging paging, Caller caller, CancellationToken ct) => Outcome.Page(
        await paging.ReadAsync(endpoints.Home(caller.WorkspaceId), RowRange.Prefix(WebhookKeys.EndpointPrefix), row => EndpointResponse.Of(EndpointStore.Read(row)), ct));
}
