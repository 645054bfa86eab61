using System.Text.Json.Nodes;
using Artisan.Areas.Billing.Contracts;
using Artisan.Areas.Identity.Contracts;
using Artisan.Areas.Workspaces.Contracts;
using Artisan.Areas.Workspaces.Members;
using Artisan.Platform.Audit;
using Artisan.Platform.Events;
using Artisan.Platform.Http;
using Artisan.Platform.Storage;
using Artisan.Platform.Time;

namespace Artisan.Areas.Workspaces.Invitations;

/// <summary>Somebody in the workspace that he was invited to.</summary>
internal sealed record Joined(string WorkspaceId, string WorkspaceName, Member Member);

/// <summary>
/// Turns an invitation into a membership: the invitation is taken, the seat counted and the member there in one transaction, and his gate open before this returns.
/// </summary>
internal sealed class JoinTeam(TeamStore teams, InvitationStore invitations, ProjectMemberships projection, FreeOwners owners, MemberAudit audit, SystemClock clock, IEntitlements plans)
{
    /// <summary>Joins; doing it again answers the same. A <paramref name="token"/> must be the newest of the invitation, the address the invited one.</summary>
    public Task<Outcome<Joined>> RunAsync(string workspaceId, string invitationId, InvitationToken? token, Person person, EmailAddress address, string ip, CancellationToken ct) =>
        Retry.OnConflictAsync(() => TryAsync(workspaceId, invitationId, token, person, address, ip, ct), ct);

    private async Task<Outcome<Joined>> TryAsync(string workspaceId, string invitationId, InvitationToken? token, Person person, EmailAddress address, string ip, CancellationToken ct)
    {
        // One after the other: whoever sees that it was accepted sees the member too.
        if (await invitations.FindRowAsync(workspaceId, invitationId, ct) is not { } row || await teams.ReadAsync(workspaceId, [person.UserId], ct) is not { } team) return WorkspacesFaults.InvitationInvalid;
        var invitation = InvitationRow.From(row);
        if (token?.Opens(invitation) is false) return WorkspacesFaults.InvitationInvalid;
        if (invitation.AddressKey != address.Key) return token is null ? WorkspacesFaults.InvitationInvalid : WorkspacesFaults.InvitationForAnother;

        var member = team.Find(person.UserId);
        if (invitation.AcceptedBy == person.UserId && member is not null)
        {
            // The first try may have died before the gate was open.
            await projection.RunAsync(workspaceId, person.UserId, ct);
            return new Joined(workspaceId, team.Settings.Name, member);
        }

        if (!invitation.IsOpen(clock.Now)) return WorkspacesFaults.InvitationInvalid;
        if (member is null && team.Seats >= team.SeatLimit) return SeatFaults.Full(plans, team, team.Seats);
        var joins = member is null;
        member ??= new Member(person.UserId, invitation.Role, invitation.Hats, person.Name, person.Email, clock.Now);
        if (joins && await owners.RefusesAsync(team, null, member, ct) is { } full) return full;

        if (joins) team.Put(member);
        var change = team.Change().Replace(InvitationRow.Into(row, invitation with { AcceptedBy = person.UserId }))
            .Send(ProjectInvitations.SinkName, new InvitationChanged(workspaceId, invitationId, address.Key), WorkspacesJson.Default.InvitationChanged);
        if (joins) change.Announce(WorkspaceEvents.Joined, workspaceId, person.UserId, MemberResponse.Of(member));
        var after = member.Standing();
        after["invitation"] = JsonValue.Create(invitationId);
        await audit.Add(change, workspaceId, person.UserId, ip, "workspace.member_joined", new AuditTarget("user", person.UserId), after: after).CommitAsync(ct, settle: true);
        return new Joined(workspaceId, team.Settings.Name, member);
    }
}
