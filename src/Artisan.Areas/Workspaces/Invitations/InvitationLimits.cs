using Artisan.Azure;
using Artisan.Platform.Access;
using Artisan.Platform.Http;
using Microsoft.Extensions.Options;

namespace Artisan.Areas.Workspaces.Invitations;

/// <summary>How many invitations may be mailed: by a workspace, so that none becomes a mail gun, and to an address, whoever invites it.</summary>
internal sealed class InvitationLimits(RateLimits limits, IOptions<WorkspacesOptions> options)
{
    private readonly RateRule _workspace = new("invite-workspace", options.Value.InvitationsPerWorkspacePerHour, TimeSpan.FromHours(1));
    private readonly RateRule _address = new("invite-address", options.Value.InvitationsPerAddressPerDay, TimeSpan.FromDays(1));

    /// <summary>Counts a mail; the fault says when to come back.</summary>
    public async Task<Fault?> TakeAsync(string workspaceId, string addressKey, CancellationToken ct)
    {
        using var _ = StorageOperations.Begin("limits");
        return await limits.TakeAsync(_workspace, workspaceId, ct) ?? await limits.TakeAsync(_address, addressKey, ct);
    }
}
