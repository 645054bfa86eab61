using Artisan.Areas.Webhooks.Contracts;
using Artisan.Platform.Access;
using Artisan.Platform.Audit;
using Artisan.Platform.Http;
using Artisan.Platform.Ids;
using Artisan.Platform.Storage;
using Artisan.Platform.Time;
using Microsoft.Extensions.Options;

namespace Artisan.Areas.Webhooks.Endpoints;

/// <summary>
/// Makes an endpoint. Its secret is in this answer only. An Idempotency-Key is not taken: replaying the answer would mean keeping the secret readable.
/// </summary>
internal sealed class CreateEndpoint(EndpointStore endpoints, EndpointCheck check, IIds ids, SystemClock clock, IOptions<WebhooksOptions> options)
{
    private const string Count = "count";

    public async Task<Outcome<EndpointWithSecret>> RunAsync(EndpointRequest request, Caller caller, CancellationToken ct)
    {
        if (request.Secret is { } own && !StandardWebhooks.IsSecret(own)) return WebhooksFaults.SecretInvalid.At("secret");
        if (await check.RefusesAsync(request, ct) is { } refusal) return refusal;
        return await Retry.OnConflictAsync(() => InsertAsync(request, caller, ct), ct);
    }

    private async Task<Outcome<EndpointWithSecret>> InsertAsync(EndpointRequest request, Caller caller, CancellationToken ct)
    {
        var home = endpoints.Home(caller.WorkspaceId);
        var counter = await home.FindAsync(Count, ct) ?? home.Row(Count);
        var count = counter.GetInt32(Count) ?? 0;
        if (count >= options.Value.EndpointsPerWorkspace) return WebhooksFaults.EndpointLimit;

        var (id, secret) = (ids.New("we"), request.Secret ?? StandardWebhooks.NewSecret());
        var endpoint = new Endpoint
        {
            Id = id,
            Url = request.Url,
            Description = request.Description ?? "",
            Types = [.. (request.Types ?? []).Distinct(StringComparer.Ordinal)],
            State = request.Enabled ? EndpointState.Enabled : EndpointState.Disabled,
            Ordered = request.Ordered,
            PerMinute = request.PerMinute,
            CreatedAt = clock.Now,
            Secret = await endpoints.SealAsync(caller.WorkspaceId, id, secret, ct),
        };
        counter[Count] = count + 1;
        var row = EndpointStore.Into(home.Row(WebhookKeys.Endpoint(id)), endpoint);
        await home.Change().Save(counter).Insert(row).Audit(caller, "webhooks.endpoint_created", "webhook-endpoint", id, after: EndpointAudit.Of(endpoint)).CommitAsync(ct);
        endpoints.Forget(caller.WorkspaceId);
        return Outcome.Created($"/api/webhooks/endpoints/{id}", new EndpointWithSecret(EndpointResponse.Of(endpoint), secret), IfMatch.Of(row));
    }

    /// <summary>Takes one off the count of endpoints, with the change that deletes it.</summary>
    public static async Task<Change> UncountAsync(Change change, Partition home, CancellationToken ct)
    {
        if (await home.FindAsync(Count, ct) is not { } counter) return change;
        counter[Count] = Math.Max(0, (counter.GetInt32(Count) ?? 0) - 1);
        return change.Replace(counter);
    }
}
