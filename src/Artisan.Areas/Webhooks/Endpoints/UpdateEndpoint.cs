using Artisan.Platform.Access;
using Artisan.Platform.Audit;
using Artisan.Platform.Http;
using Artisan.Platform.Storage;

namespace Artisan.Areas.Webhooks.Endpoints;

/// <summary>Changes an endpoint, if it is still as the caller read it. Enabling one that was given up begins anew; its secret changes only by rotating it.</summary>
internal sealed class UpdateEndpoint(EndpointStore endpoints, EndpointCheck check)
{
    public async Task<Outcome<EndpointResponse>> RunAsync(string id, EndpointRequest request, IfMatch match, Caller caller, CancellationToken ct)
    {
        if (await endpoints.FindAsync(caller.WorkspaceId, id, ct) is not { } stored) return Faults.NotFound;
        if (match.Refuses(stored.Row) is { } stale) return stale;
        if (request.Secret is not null) return Faults.Invalid.At("secret", "A secret is changed by rotating it.");
        if (await check.RefusesAsync(request, ct) is { } refusal) return refusal;

        var before = stored.Endpoint;
        var after = before with
        {
            Url = request.Url,
            Description = request.Description ?? "",
            Types = [.. (request.Types ?? []).Distinct(StringComparer.Ordinal)],
            State = request.Enabled ? EndpointState.Enabled : before.State is EndpointState.Enabled ? EndpointState.Disabled : before.State,
            Ordered = request.Ordered,
            PerMinute = request.PerMinute,
        };
        try
        {
            var home = endpoints.Home(caller.WorkspaceId);
            var change = home.Change().Replace(EndpointStore.Into(stored.Row, after)).Audit(caller, "webhooks.endpoint_changed", "webhook-endpoint", id, EndpointAudit.Of(before), EndpointAudit.Of(after));
            if (before.State is not EndpointState.Enabled && await home.FindAsync(WebhookKeys.Health(id), ct) is { } fared) change.Delete(fared);
            await change.CommitAsync(ct);
        }
        catch (WriteConflictException)
        {
            return Faults.Changed;
        }

        endpoints.Forget(caller.WorkspaceId);
        return Outcome.Versioned(EndpointResponse.Of(after), IfMatch.Of(stored.Row));
    }
}
