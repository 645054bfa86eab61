using Artisan.Platform.Access;
using Artisan.Platform.Audit;
using Artisan.Platform.Http;
using Artisan.Platform.Storage;

namespace Artisan.Areas.Webhooks.Endpoints;

/// <summary>Deletes an endpoint: nothing is sent from the next attempt on. Its log goes when it has had its time.</summary>
internal sealed class DeleteEndpoint(EndpointStore endpoints)
{
    public Task<Outcome<Done>> RunAsync(string id, Caller caller, CancellationToken ct) => Retry.OnConflictAsync<Outcome<Done>>(async () =>
    {
        if (await endpoints.FindAsync(caller.WorkspaceId, id, ct) is not { } stored) return Faults.NotFound;
        var home = endpoints.Home(caller.WorkspaceId);
        var change = home.Change().Delete(stored.Row).Audit(caller, "webhooks.endpoint_deleted", "webhook-endpoint", id, before: EndpointAudit.Of(stored.Endpoint));
        if (await home.FindAsync(WebhookKeys.Health(id), ct) is { } fared) change.Delete(fared);
        await (await CreateEndpoint.UncountAsync(change, home, ct)).CommitAsync(ct);
        endpoints.Forget(caller.WorkspaceId);
        return Done.Value;
    }, ct);
}
