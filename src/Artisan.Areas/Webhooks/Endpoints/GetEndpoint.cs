using Artisan.Platform.Access;
using Artisan.Platform.Http;

namespace Artisan.Areas.Webhooks.Endpoints;

/// <summary>One endpoint, with the ETag for an update.</summary>
internal sealed class GetEndpoint(EndpointStore endpoints)
{
    public async Task<Outcome<EndpointResponse>> RunAsync(string id, Caller caller, CancellationToken ct) =>
        await endpoints.FindAsync(caller.WorkspaceId, id, ct) is { } stored ? Outcome.Versioned(EndpointResponse.Of(stored.Endpoint), IfMatch.Of(stored.Row)) : Faults.NotFound;
}
