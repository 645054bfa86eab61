using Artisan.Areas.Workspaces.Members;
using Artisan.Areas.Workspaces.Storage;
using Artisan.Platform.Access;
using Artisan.Platform.Audit;
using Artisan.Platform.Due;
using Artisan.Platform.Http;
using Artisan.Platform.Storage;
using Artisan.Platform.Time;

namespace Artisan.Areas.Workspaces.Removal;

/// <summary>When a deleted workspace is destroyed.</summary>
public sealed record DeleteWorkspaceResponse(string Id, DateTimeOffset PurgeAt);

/// <summary>
/// Deletes a workspace that is still the one the owner read: nobody enters it any more, its API keys and invitations are dead before this returns, and after
/// thirty days its data is destroyed. Nobody can bring it back.
/// </summary>
internal sealed class DeleteWorkspace(TeamStore teams, WorkspaceRows workspaces, SystemClock clock, BusinessClock business)
{
    public async Task<Outcome<DeleteWorkspaceResponse>> RunAsync(string id, IfMatch match, Caller caller, CancellationToken ct)
    {
        if (id != caller.WorkspaceId || await teams.ReadAsync(id, [caller.UserId!], ct) is not { } team) return Faults.NotFound;
        if (team.Find(caller.UserId!) is not { IsOwner: true }) return Faults.Forbidden.Because("This needs at least: owner.");
        if (team.Refuses(match) is { } refusal) return refusal;

        var purgeAt = business.Now + WorkspaceRow.KeptDeleted;
        team.Close(clock.Now, purgeAt);
        try
        {
            await team.Change()
                .Audit(caller, "workspace.deleted", "workspace", id)
                .Schedule(WorkspaceDue.Kind, id, WorkspaceDue.Purge, purgeAt)
                .Send(CloseWorkspace.SinkName, new WorkspaceClosed(id), WorkspacesJson.Default.WorkspaceClosed)
                .CommitAsync(ct, settle: true);
        }
        catch (WriteConflictException)
        {
            return Faults.Changed;
        }

        workspaces.Forget(id);
        return new DeleteWorkspaceResponse(id, purgeAt);
    }
}
