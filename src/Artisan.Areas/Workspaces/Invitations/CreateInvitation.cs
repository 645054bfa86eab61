using System.ComponentModel.DataAnnotations;
using Artisan.Areas.Billing.Contracts;
using Artisan.Areas.Identity.Contracts;
using Artisan.Areas.Workspaces.Members;
using Artisan.Areas.Workspaces.Storage;
using Artisan.Platform.Access;
using Artisan.Platform.Audit;
using Artisan.Platform.Http;
using Artisan.Platform.Ids;
using Artisan.Platform.Storage;
using Artisan.Platform.Time;

namespace Artisan.Areas.Workspaces.Invitations;

/// <summary>Whom to invite, and as what.</summary>
public sealed record CreateInvitationRequest([Required, StringLength(254, MinimumLength = 3)] string Email, [Required, StringLength(20)] string Role, [MaxLength(10)] IReadOnlyList<string>? Hats = null)
{
    // The address stays out of logs.
    public override string ToString() => "invitation";
}

/// <summary>
/// Invites an address. One that is invited already is not invited again; members and open invitations together never exceed the seats,
/// however many invite at once.
/// </summary>
internal sealed class CreateInvitation(TeamStore teams, InvitationStore invitations, InvitationMails mails, InvitationLimits limits, WorkspaceRows workspaces, IIds ids, SystemClock clock, IEntitlements plans)
{
    public async Task<Outcome<SentInvitation>> RunAsync(string id, CreateInvitationRequest request, Once once, Caller caller, CancellationToken ct)
    {
        if (id != caller.WorkspaceId) return Faults.NotFound;
        if (!EmailAddress.TryParse(request.Email, out var address)) return Faults.Invalid.At("email", "One e-mail address.");
        var (standing, fault) = Standing.Parse(request.Role, request.Hats);
        if (fault is not null) return fault;
        return await once.RunAsync(workspaces.Home(id), WorkspacesJson.Default.SentInvitation, async () =>
            await limits.TakeAsync(id, address.Key, ct) is { } tooMany
                ? tooMany
                : await Retry.OnConflictAsync(() => TryAsync(id, address, standing!, once, caller, ct), ct, e => e.RowKey == WorkspaceKeys.Workspace || e.RowKey == WorkspaceKeys.Member(caller.UserId!)), ct);
    }

    private async Task<Outcome<SentInvitation>> TryAsync(string id, EmailAddress address, Standing standing, Once once, Caller caller, CancellationToken ct)
    {
        var now = clock.Now;
        // The workspace's row first: what is read after it and changed meanwhile is refused with it.
        if (await teams.ReadAsync(id, [caller.UserId!], ct) is not { } team) return Faults.NotFound;
        if (standing.RefusedTo(team.Find(caller.UserId!), null) is { } refusal) return refusal;
        var (others, member) = (invitations.OpenAsync(id, now, ct), IsMemberAsync(id, address, ct));
        if (await member) return WorkspacesFaults.AlreadyMember;
        var open = await others;
        if (open.Any(i => i.AddressKey == address.Key)) return WorkspacesFaults.AlreadyInvited;
        if (team.Seats + open.Count >= team.SeatLimit) return SeatFaults.Full(plans, team, team.Seats + open.Count);

        var token = InvitationToken.Create(id, ids.New(InvitationKeys.Prefix));
        var invitation = new Invitation
        {
            Id = token.InvitationId,
            Email = address.Text,
            AddressKey = address.Key,
            Role = standing.Role,
            Hats = standing.Hats ?? Hats.None,
            InvitedBy = team.Find(caller.UserId!)!.Name,
            SecretHash = token.SecretHash,
            CreatedAt = now,
            ExpiresAt = now + Invitation.Lifetime,
            RemindAt = Invitation.ReminderOf(now + Invitation.Lifetime, team.Settings.TimeZone),
        };
        var answer = Outcome.Created(SentInvitation.Of(invitation, now));
        var home = workspaces.Home(id);
        var change = team.Change().Insert(InvitationRow.Into(home.Row(InvitationKeys.Row(invitation.Id)), invitation))
            .Audit(caller, "workspace.member_invited", "invitation", invitation.Id, after: invitation.Standing())
            .Remind(id, invitation)
            .Send(ProjectInvitations.SinkName, new InvitationChanged(id, invitation.Id, address.Key), WorkspacesJson.Default.InvitationChanged);
        await once.Remember(mails.Add(change, invitation, team.Settings.Name, token), home, answer, WorkspacesJson.Default.SentInvitation).CommitAsync(ct);
        return answer;
    }

    private async Task<bool> IsMemberAsync(string id, EmailAddress address, CancellationToken ct)
    {
        await foreach (var row in workspaces.Home(id).RangeAsync(WorkspaceKeys.Members, ct))
        {
            if (EmailAddress.TryParse(MemberRow.From(row).Email, out var known) && known.Key == address.Key) return true;
        }

        return false;
    }
}
