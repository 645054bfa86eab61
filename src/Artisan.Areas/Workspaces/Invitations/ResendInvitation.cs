using Artisan.Areas.Billing.Contracts;
using Artisan.Areas.Workspaces.Members;
using Artisan.Platform.Access;
using Artisan.Platform.Audit;
using Artisan.Platform.Http;
using Artisan.Platform.Storage;
using Artisan.Platform.Time;

namespace Artisan.Areas.Workspaces.Invitations;

/// <summary>Mails an invitation once more with a new token, which counts for seven days from now; the old one is dead from then on.</summary>
internal sealed class ResendInvitation(TeamStore teams, InvitationStore invitations, InvitationMails mails, InvitationLimits limits, SystemClock clock, IEntitlements plans)
{
    public async Task<Outcome<SentInvitation>> RunAsync(string id, Caller caller, CancellationToken ct)
    {
        if (await invitations.FindRowAsync(caller.WorkspaceId, id, ct) is not { } row) return Faults.NotFound;
        if (await limits.TakeAsync(caller.WorkspaceId, InvitationRow.From(row).AddressKey, ct) is { } tooMany) return tooMany;
        return await Retry.OnConflictAsync(() => TryAsync(id, caller, ct), ct);
    }

    private async Task<Outcome<SentInvitation>> TryAsync(string id, Caller caller, CancellationToken ct)
    {
        var (ws, now) = (caller.WorkspaceId, clock.Now);
        // The workspace's row first: what is read after it and changed meanwhile is refused with it.
        if (await teams.ReadAsync(ws, [caller.UserId!], ct) is not { } team) return Faults.NotFound;
        var (found, others) = (invitations.FindRowAsync(ws, id, ct), invitations.OpenAsync(ws, now, ct));
        if (await found is not { } row || InvitationRow.From(row) is not { AcceptedBy: null } before) return Faults.NotFound;
        if (new Standing(before.Role, before.Hats).RefusedTo(team.Find(caller.UserId!), null) is { } refusal) return refusal;
        // One that has run out holds no place: it needs one anew, and the address may have been invited again.
        var open = (await others).Where(i => i.Id != id).ToList();
        if (open.Any(i => i.AddressKey == before.AddressKey)) return WorkspacesFaults.AlreadyInvited;
        if (team.Seats + open.Count >= team.SeatLimit) return SeatFaults.Full(plans, team, team.Seats + open.Count);

        var token = InvitationToken.Create(ws, id);
        var ends = now + Invitation.Lifetime;
        var after = before with { SecretHash = token.SecretHash, ReminderHash = null, ExpiresAt = ends, RemindAt = Invitation.ReminderOf(ends, team.Settings.TimeZone) };
        var change = team.Change().Replace(InvitationRow.Into(row, after))
            .Audit(caller, "workspace.invitation_resent", "invitation", id)
            .Remind(ws, after)
            .Send(ProjectInvitations.SinkName, new InvitationChanged(ws, id, after.AddressKey), WorkspacesJson.Default.InvitationChanged);
        await mails.Add(change, after, team.Settings.Name, token).CommitAsync(ct);
        return SentInvitation.Of(after, now);
    }
}
