using System.ComponentModel.DataAnnotations;
using Artisan.Areas.Workspaces.Contracts;
using Artisan.Platform.Access;
using Artisan.Platform.Audit;
using Artisan.Platform.Events;
using Artisan.Platform.Http;
using Artisan.Platform.Storage;

namespace Artisan.Areas.Workspaces.Members;

/// <summary>The admin who shall own the workspace.</summary>
public sealed record TransferOwnershipRequest([Required, StringLength(40)] string MemberId);

/// <summary>Hands the caller's ownership to an admin, who hands him the admin's role, in one transaction: there is never an owner too few or too many.</summary>
internal sealed class TransferOwnership(TeamStore teams, ProjectMemberships projection, FreeOwners owners)
{
    public Task<Outcome<MemberResponse>> RunAsync(string id, TransferOwnershipRequest request, Caller caller, CancellationToken ct) =>
        id == caller.WorkspaceId
            ? Retry.OnConflictAsync(() => TryAsync(id, request.MemberId, caller, ct), ct)
            : Task.FromResult<Outcome<MemberResponse>>(Faults.NotFound);

    private async Task<Outcome<MemberResponse>> TryAsync(string id, string memberId, Caller caller, CancellationToken ct)
    {
        if (await teams.ReadAsync(id, [caller.UserId!, memberId], ct) is not { } team || team.Find(memberId) is not { } member) return Faults.NotFound.At("memberId");
        if (team.Find(caller.UserId!) is not { IsOwner: true } owner)
        {
            // An earlier try may have died before the gates followed.
            await Task.WhenAll(projection.RunAsync(id, caller.UserId!, ct), projection.RunAsync(id, memberId, ct));
            return Faults.Forbidden.Because("This needs at least: owner.");
        }

        if (member.Role is not Role.Admin) return WorkspacesFaults.NotAnAdmin;

        var heir = member with { Role = Role.Owner };
        if (await owners.RefusesAsync(team, member, heir, ct) is { } full) return full;
        var former = owner with { Role = Role.Admin };
        team.Put(heir);
        team.Put(former);
        await team.Change().Audit(caller, "workspace.ownership_transferred", "user", memberId, member.Standing(), heir.Standing())
            .Announce(WorkspaceEvents.RoleChanged, id, memberId, MemberResponse.Of(heir))
            .Announce(WorkspaceEvents.RoleChanged, id, former.UserId, MemberResponse.Of(former)).CommitAsync(ct, settle: true);
        return MemberResponse.Of(heir);
    }
}
