using Artisan.Areas.Identity.Contracts;
using Artisan.Platform.Http;

namespace Artisan.Areas.Workspaces.Members;

/// <summary>
/// Sees to it that nobody is made the owner of more Free workspaces than he may found: his place is held before the workspace's own rows are changed, and whoever dies
/// in between blocks it for minutes only.
/// </summary>
internal sealed class FreeOwners(IMemberships memberships)
{
    private static readonly Fault Full = WorkspacesFaults.FreeLimit.Because($"One owner may have {IMemberships.MostFree} Free workspaces, and this person has them. Choose another plan for this workspace first, or another owner.");

    /// <summary>Null where a member may become what he is to be; ask it in each try, so that the place is held anew.</summary>
    public async Task<Fault?> RefusesAsync(Team team, Member? before, Member after, CancellationToken ct) =>
        !after.IsOwner || before is { IsOwner: true } || !team.IsFree || await memberships.ReserveFreeAsync(after.UserId, team.Id, ct) ? null : Full;
}
