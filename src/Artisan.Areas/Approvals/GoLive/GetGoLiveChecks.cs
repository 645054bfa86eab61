using Artisan.Areas.Billing.Contracts;
using Artisan.Platform.Access;
using Artisan.Platform.Http;

namespace Artisan.Areas.Approvals.GoLive;

/// <summary>Whether value is billed, and each check with its reason.</summary>
internal sealed class GetGoLiveChecks(GoLiveChecks checks, IValueBilling billing)
{
    public async Task<Outcome<GoLiveResponse>> RunAsync(Caller caller, CancellationToken ct)
    {
        var state = billing.GetAsync(caller.WorkspaceId, ct);
        var found = await checks.RunAsync(caller.WorkspaceId, ct);
        return Outcome.Versioned(GoLiveResponse.Of(await state, found), found.ETag);
    }
}
