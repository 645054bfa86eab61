using Artisan.Areas.Webhooks.Endpoints;
using Artisan.Areas.Workspaces.Contracts;
using Artisan.Platform.Audit;
using Artisan.Platform.Http;
using Artisan.Platform.Mail;
using Artisan.Platform.Storage;
using Artisan.Platform.Time;
using Microsoft.Extensions.Options;

namespace Artisan.Areas.Webhooks.Deliveries;

/// <summary>Switches an endpoint off that answered 410, or has done nothing but fail for days, and tells the owners once.</summary>
internal sealed class GiveUpEndpoint(EndpointStore endpoints, IMembers members, SystemClock clock, IOptions<WebhooksOptions> options, IOptions<ApiOptions> api)
{
    private const string Subject = "A webhook endpoint was switched off";
    private const int Gone = 410;
    private const int MostOwners = 50;

    public async Task ConsiderAsync(string workspaceId, Endpoint endpoint, Attempt attempt, EndpointHealth health, CancellationToken ct)
    {
        var reason = attempt.Status == Gone ? EndpointState.Gone : HasFailedForDays(health) ? EndpointState.Failing : EndpointState.Enabled;
        if (reason is EndpointState.Enabled) return;
        await Retry.OnConflictAsync(() => SwitchOffAsync(workspaceId, endpoint.Id, reason, ct), ct);
        endpoints.Forget(workspaceId);
    }

    private bool HasFailedForDays(EndpointHealth health) => health.FailingSince is { } since && clock.Now - since >= TimeSpan.FromHours(options.Value.DisableAfterHours);

    private async Task<bool> SwitchOffAsync(string workspaceId, string endpointId, EndpointState reason, CancellationToken ct)
    {
        if (await endpoints.FindAsync(workspaceId, endpointId, ct) is not { Endpoint.State: EndpointState.Enabled } stored) return false;
        var off = stored.Endpoint with { State = reason };
        var change = endpoints.Home(workspaceId).Change().Replace(EndpointStore.Into(stored.Row, off))
            .AuditSystem(workspaceId, DeliveryAttempt.Queue, "webhooks.endpoint_given_up", "webhook-endpoint", endpointId, EndpointAudit.Of(stored.Endpoint), EndpointAudit.Of(off));
        foreach (var owner in (await members.OwnersAsync(workspaceId, ct)).Take(MostOwners)) change.Mail(owner.Email, Subject, Notice(off), "webhooks");
        await change.CommitAsync(ct);
        return true;
    }

    private MailContent Notice(Endpoint endpoint) => new(
        Subject,
        [
            $"Events are no longer sent to {new Uri(endpoint.Url).Authority}{(endpoint.Description.Length > 0 ? $" ({endpoint.Description})" : "")}.",
            endpoint.State is EndpointState.Gone
                ? "It answered 410 Gone, which says that it wants no more of them."
                : $"For {options.Value.DisableAfterHours} hours it has taken none of them. What failed is in the log and can be sent again once the endpoint is enabled.",
        ],
        new MailLink("Look at the endpoint", new Uri(api.Value.PublicUrl, "/webhooks")));
}
