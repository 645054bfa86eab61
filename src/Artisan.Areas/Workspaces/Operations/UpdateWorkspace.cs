using System.ComponentModel.DataAnnotations;
using System.Text.Json.Nodes;
using Artisan.Areas.Workspaces.Contracts;
using Artisan.Areas.Workspaces.Model;
using Artisan.Areas.Workspaces.Storage;
using Artisan.Platform.Access;
using Artisan.Platform.Audit;
using Artisan.Platform.Http;
using Artisan.Platform.Storage;

namespace Artisan.Areas.Workspaces.Operations;

/// <summary>The workspace's settings as they shall be.</summary>
public sealed record UpdateWorkspaceRequest(
    [Required, StringLength(100, MinimumLength = 1), RegularExpression(WorkspaceTexts.Line, ErrorMessage = WorkspaceTexts.LineMessage)] string Name,
    [Required, StringLength(64)] string TimeZone,
    [Required, StringLength(3, MinimumLength = 3)] string Currency);

/// <summary>Changes the settings of the token's workspace, if they are still those that the caller read; members' lists follow.</summary>
internal sealed class UpdateWorkspace(WorkspaceRows workspaces)
{
    public async Task<Outcome<WorkspaceResponse>> RunAsync(string id, UpdateWorkspaceRequest request, IfMatch match, Caller caller, CancellationToken ct)
    {
        if (id != caller.WorkspaceId || await workspaces.FindRowAsync(id, ct) is not { } row) return Faults.NotFound;
        if (WorkspaceTexts.Refuses(request.TimeZone, request.Currency) is { } fault) return fault;
        if (match.Refuses(row) is { } refusal) return refusal;

        var before = WorkspaceRow.From(row);
        var after = new WorkspaceSettings(request.Name.Trim(), request.TimeZone, request.Currency);
        var change = workspaces.Home(id).Change().Replace(WorkspaceRow.Into(row, after)).Audit(caller, "workspace.updated", "workspace", id, Json(before), Json(after));
        if (before.Name != after.Name) change.Send(RenameInMembersLists.SinkName, new WorkspaceRenamed(id), WorkspacesJson.Default.WorkspaceRenamed);
        try
        {
            await change.CommitAsync(ct);
        }
        catch (WriteConflictException)
        {
            return Faults.Changed;
        }

        workspaces.Forget(id);
        return Outcome.Versioned(GetWorkspace.Of(id, row), IfMatch.Of(row));
    }

    private static JsonObject Json(WorkspaceSettings settings) => new() { ["name"] = settings.Name, ["timeZone"] = settings.TimeZone, ["currency"] = settings.Currency };
}
