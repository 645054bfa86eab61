using System.ComponentModel.DataAnnotations;
using Artisan.Areas.Identity.Contracts;
using Artisan.Areas.Workspaces.Contracts;
using Artisan.Areas.Workspaces.Members;
using Artisan.Platform.Access;
using Artisan.Platform.Audit;
using Artisan.Platform.Due;
using Artisan.Platform.Http;
using Artisan.Platform.Storage;
using Artisan.Platform.Time;

namespace Artisan.Areas.Workspaces.Removal;

/// <summary>The workspace's name as it is written, to show that it is this one; or <c>cancel</c>, to take the wish back.</summary>
public sealed record EraseWorkspaceRequest([StringLength(100)] string? Name = null, bool Cancel = false);

/// <summary>When the workspace is erased; null where it is not going to be.</summary>
public sealed record EraseWorkspaceResponse(string Id, DateTimeOffset? EraseAt);

/// <summary>
/// Asks for a workspace to be erased in seven days, or takes that back. It needs a recent sign-in and the workspace's name; all owners are told, and any of them
/// can take it back until then. Asking again changes nothing.
/// </summary>
internal sealed class EraseWorkspace(TeamStore teams, IMembers members, RecentSignIn recent, ErasureMails mails, BusinessClock business)
{
    private static readonly TimeSpan Delay = TimeSpan.FromDays(7);

    public async Task<Outcome<EraseWorkspaceResponse>> RunAsync(string id, EraseWorkspaceRequest request, Caller caller, CancellationToken ct)
    {
        if (id != caller.WorkspaceId) return Faults.NotFound;
        if (!request.Cancel && recent.Refuses(caller) is { } refusal) return refusal;
        return await Retry.OnConflictAsync(() => TryAsync(id, request, caller, ct), ct);
    }

    private async Task<Outcome<EraseWorkspaceResponse>> TryAsync(string id, EraseWorkspaceRequest request, Caller caller, CancellationToken ct)
    {
        if (await teams.ReadAsync(id, [caller.UserId!], ct) is not { } team) return Faults.NotFound;
        if (team.Find(caller.UserId!) is not { IsOwner: true } owner) return Faults.Forbidden.Because("This needs at least: owner.");
        if (!request.Cancel && request.Name != team.Settings.Name) return Faults.Invalid.At("name", "The workspace's name, exactly as it is written.");
        if (request.Cancel == team.EraseAt is null) return Answer(id, team.EraseAt);

        var (before, name) = (team.EraseAt, team.Settings.Name);
        team.EraseAt = request.Cancel ? null : business.Now + Delay;
        var change = team.Change().Audit(caller, request.Cancel ? "workspace.erasure_canceled" : "workspace.erasure_requested", "workspace", id);
        if (team.EraseAt is { } at) change.Schedule(WorkspaceDue.Kind, id, WorkspaceDue.Erase, at);
        else change.Unschedule(WorkspaceDue.Kind, id, WorkspaceDue.Erase, before!.Value);
        // A change holds a hundred rows; no workspace that people run has so many owners.
        foreach (var told in (await members.OwnersAsync(id, ct)).Take(50)) mails.Add(change, told, name, owner.Name, team.EraseAt);
        await change.CommitAsync(ct);
        return Answer(id, team.EraseAt);
    }

    private static Outcome<EraseWorkspaceResponse> Answer(string id, DateTimeOffset? at) => at is null ? new EraseWorkspaceResponse(id, null) : Outcome.Accepted(new EraseWorkspaceResponse(id, at));
}
