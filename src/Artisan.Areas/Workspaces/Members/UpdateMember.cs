using System.ComponentModel.DataAnnotations;
using Artisan.Areas.Workspaces.Contracts;
using Artisan.Platform.Access;
using Artisan.Platform.Audit;
using Artisan.Platform.Events;
using Artisan.Platform.Http;
using Artisan.Platform.Storage;

namespace Artisan.Areas.Workspaces.Members;

/// <summary>What a member shall be. Hats that are left out stay.</summary>
public sealed record UpdateMemberRequest([Required, StringLength(20)] string Role, [MaxLength(10)] IReadOnlyList<string>? Hats = null);

/// <summary>
/// Gives a member another role or other hats. It is decided on the roles that both have at the moment of the commit, the last owner stays whoever else is
/// demoted at the same time, and the member's next request is checked against the new role.
/// </summary>
internal sealed class UpdateMember(TeamStore teams, ProjectMemberships projection, FreeOwners owners)
{
    public async Task<Outcome<MemberResponse>> RunAsync(string id, string memberId, UpdateMemberRequest request, Caller caller, CancellationToken ct)
    {
        if (id != caller.WorkspaceId) return Faults.NotFound;
        var (standing, fault) = Standing.Parse(request.Role, request.Hats);
        return fault ?? await Retry.OnConflictAsync(() => TryAsync(id, memberId, standing!, caller, ct), ct);
    }

    private async Task<Outcome<MemberResponse>> TryAsync(string id, string memberId, Standing standing, Caller caller, CancellationToken ct)
    {
        if (await teams.ReadAsync(id, [caller.UserId!, memberId], ct) is not { } team || team.Find(memberId) is not { } before) return Faults.NotFound;
        if (memberId == caller.UserId) return WorkspacesFaults.OwnRole;
        if (standing.RefusedTo(team.Find(caller.UserId!), before) is { } refusal) return refusal;

        var after = before with { Role = standing.Role, Hats = standing.Hats ?? before.Hats };
        if (after == before)
        {
            // An earlier try may have died before the gate followed.
            await projection.RunAsync(id, memberId, ct);
            return MemberResponse.Of(before);
        }

        if (await owners.RefusesAsync(team, before, after, ct) is { } full) return full;

        team.Put(after);
        if (team.Owners == 0) return WorkspacesFaults.LastOwner;
        await team.Change().Audit(caller, "workspace.member_role_changed", "user", memberId, before.Standing(), after.Standing())
            .Announce(WorkspaceEvents.RoleChanged, id, memberId, MemberResponse.Of(after)).CommitAsync(ct, settle: true);
        return MemberResponse.Of(after);
    }
}
