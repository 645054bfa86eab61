using Artisan.Areas.Workspaces.Storage;
using Artisan.Platform.Access;
using Artisan.Platform.Audit;
using Artisan.Platform.Http;
using Artisan.Platform.Storage;

namespace Artisan.Areas.Workspaces.Invitations;

/// <summary>Takes an invitation back: its token is one that never was. One that was accepted is a membership by now.</summary>
internal sealed class RevokeInvitation(InvitationStore invitations, WorkspaceRows workspaces)
{
    public Task<Outcome<Done>> RunAsync(string id, Caller caller, CancellationToken ct) => Retry.OnConflictAsync(() => TryAsync(id, caller, ct), ct);

    private async Task<Outcome<Done>> TryAsync(string id, Caller caller, CancellationToken ct)
    {
        if (await invitations.FindRowAsync(caller.WorkspaceId, id, ct) is not { } row || InvitationRow.From(row) is not { AcceptedBy: null } invitation) return Faults.NotFound;
        await workspaces.Home(caller.WorkspaceId).Change().Delete(row)
            .Audit(caller, "workspace.invitation_revoked", "invitation", id, before: invitation.Standing())
            .Send(ProjectInvitations.SinkName, new InvitationChanged(caller.WorkspaceId, id, invitation.AddressKey), WorkspacesJson.Default.InvitationChanged)
            .CommitAsync(ct);
        return Done.Value;
    }
}
