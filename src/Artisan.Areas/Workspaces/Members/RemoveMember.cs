using Artisan.Areas.Workspaces.Contracts;
using Artisan.Platform.Access;
using Artisan.Platform.Audit;
using Artisan.Platform.Events;
using Artisan.Platform.Http;
using Artisan.Platform.Storage;

namespace Artisan.Areas.Workspaces.Members;

/// <summary>Takes a member out of the workspace, or oneself: his seat is free and his next request is refused. The last owner stays.</summary>
internal sealed class RemoveMember(TeamStore teams, ProjectMemberships projection, MemberAudit audit)
{
    public Task<Outcome<Done>> RunAsync(string id, string memberId, Caller caller, CancellationToken ct) =>
        id == caller.WorkspaceId
            ? Retry.OnConflictAsync(() => TryAsync(id, memberId, caller.UserId!, caller.Ip, ct), ct)
            : Task.FromResult<Outcome<Done>>(Faults.NotFound);

    /// <summary>Takes somebody out on his own wish, whichever workspace he is signed in to.</summary>
    public Task<Outcome<Done>> LeaveAsync(string workspaceId, string userId, string ip, CancellationToken ct) => Retry.OnConflictAsync(() => TryAsync(workspaceId, userId, userId, ip, ct), ct);

    private async Task<Outcome<Done>> TryAsync(string id, string memberId, string actorId, string ip, CancellationToken ct)
    {
        if (await teams.ReadAsync(id, [actorId, memberId], ct) is not { } team) return Faults.NotFound;
        var (actor, member) = (team.Find(actorId), team.Find(memberId));
        if (memberId != actorId && actor is null or { Role: < Role.Admin }) return Faults.Forbidden.Because("This needs at least: admin, or oneself.");
        if (member is null)
        {
            // An earlier try may have died before the gate followed.
            await projection.RunAsync(id, memberId, ct);
            return Faults.NotFound;
        }

        if (member.Role > actor!.Role) return WorkspacesFaults.RoleAboveOwn;

        team.Remove(member);
        if (team.Owners == 0) return WorkspacesFaults.LastOwner;
        var action = memberId == actorId ? "workspace.member_left" : "workspace.member_removed";
        await audit.Add(team.Change(), id, actorId, ip, action, new AuditTarget("user", memberId), before: member.Standing())
            .Announce(WorkspaceEvents.Removed, id, memberId, MemberResponse.Of(member)).CommitAsync(ct, settle: true);
        return Done.Value;
    }
}
