using Artisan.Areas.Webhooks.Contracts;
using Artisan.Platform.Access;
using Artisan.Platform.Audit;
using Artisan.Platform.Http;
using Artisan.Platform.Storage;
using Artisan.Platform.Time;

namespace Artisan.Areas.Webhooks.Endpoints;

/// <summary>Gives an endpoint a new secret, shown in this answer only. For 24 hours both sign, so a receiver changes over without missing an event.</summary>
internal sealed class RotateSecret(EndpointStore endpoints, SystemClock clock)
{
    private static readonly TimeSpan Overlap = TimeSpan.FromHours(24);

    public Task<Outcome<EndpointWithSecret>> RunAsync(string id, Caller caller, CancellationToken ct) => Retry.OnConflictAsync<Outcome<EndpointWithSecret>>(async () =>
    {
        if (await endpoints.FindAsync(caller.WorkspaceId, id, ct) is not { } stored) return Faults.NotFound;
        var secret = StandardWebhooks.NewSecret();
        var rotated = await endpoints.RotateAsync(caller.WorkspaceId, stored.Endpoint, secret, clock.Now + Overlap, ct);
        await endpoints.Home(caller.WorkspaceId).Change().Replace(EndpointStore.Into(stored.Row, rotated)).Audit(caller, "webhooks.secret_rotated", "webhook-endpoint", id).CommitAsync(ct);
        endpoints.Forget(caller.WorkspaceId);
        return Outcome.Versioned(new EndpointWithSecret(EndpointResponse.Of(rotated), secret), IfMatch.Of(stored.Row));
    }, ct);
}
