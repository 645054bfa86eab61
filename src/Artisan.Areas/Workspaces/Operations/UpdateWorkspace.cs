using System.ComponentModel.DataAnnotations;
using System.Text.Json.Nodes;
using Artisan.Areas.Identity.Contracts;
using Artisan.Areas.Workspaces.Contracts;
using Artisan.Areas.Workspaces.Members;
using Artisan.Areas.Workspaces.Model;
using Artisan.Areas.Workspaces.Storage;
using Artisan.Azure.Tables;
using Artisan.Platform.Access;
using Artisan.Platform.Audit;
using Artisan.Platform.Events;
using Artisan.Platform.Http;
using Artisan.Platform.Storage;

namespace Artisan.Areas.Workspaces.Operations;

/// <summary>The workspace's settings as they shall be. Whether members need a second factor is for owners to say; left out, it stays.</summary>
public sealed record UpdateWorkspaceRequest(
    [Required, StringLength(100, MinimumLength = 1), RegularExpression(OneLine.Pattern, ErrorMessage = OneLine.Message)] string Name,
    [Required, StringLength(64)] string TimeZone,
    [Required, StringLength(3, MinimumLength = 3)] string Currency,
    bool? SecondFactorRequired = null);

/// <summary>
/// Changes the settings of the token's workspace, if they are still those that the caller read; members' lists follow. That a second factor is needed counts for every
/// member before this returns; whoever decides it has one.
/// </summary>
internal sealed class UpdateWorkspace(WorkspaceRows workspaces, IAccounts accounts)
{
    public async Task<Outcome<WorkspaceResponse>> RunAsync(string id, UpdateWorkspaceRequest request, IfMatch match, Caller caller, CancellationToken ct)
    {
        if (id != caller.WorkspaceId || await workspaces.FindRowAsync(id, ct) is not { } row) return Faults.NotFound;
        if (WorkspaceTexts.Refuses(request.TimeZone, request.Currency) is { } fault) return fault;
        if (match.Refuses(row) is { } refusal) return refusal;
        var (had, needed) = (WorkspaceRow.NeedsSecondFactor(row), request.SecondFactorRequired ?? WorkspaceRow.NeedsSecondFactor(row));
        if (had != needed && await RefusesRuleAsync(needed, caller, ct) is { } forbidden) return forbidden;

        var before = Json(row);
        WorkspaceRow.SetSecondFactor(WorkspaceRow.Into(row, new WorkspaceSettings(request.Name.Trim(), request.TimeZone, request.Currency)), needed);
        var after = Json(row);
        var change = workspaces.Home(id).Change().Replace(row).Audit(caller, "workspace.updated", "workspace", id, before, after).Announce(WorkspaceEvents.Updated, id, id, GetWorkspace.Of(id, row));
        if (had != needed || (string?)before["name"] != (string?)after["name"]) change.Send(FollowSettings.SinkName, new SettingsChanged(id), WorkspacesJson.Default.SettingsChanged);
        try
        {
            await change.CommitAsync(ct, settle: had != needed);
        }
        catch (WriteConflictException)
        {
            return Faults.Changed;
        }

        workspaces.Forget(id);
        return Outcome.Versioned(GetWorkspace.Of(id, row), IfMatch.Of(row));
    }

    private async Task<Fault?> RefusesRuleAsync(bool needed, Caller caller, CancellationToken ct)
    {
        if (!caller.Is(Role.Owner)) return Faults.Forbidden.Because("Whether members need a second factor is for an owner to say.");
        // Or the one who switches it on would be the first whom it keeps out.
        return needed && await accounts.FindAsync(caller.UserId!, ct) is not { TwoStep: true } ? WorkspacesFaults.SecondFactorFirst : null;
    }

    private static JsonObject Json(TableEntity row)
    {
        var settings = WorkspaceRow.From(row);
        return new() { ["name"] = settings.Name, ["timeZone"] = settings.TimeZone, ["currency"] = settings.Currency, ["secondFactorRequired"] = WorkspaceRow.NeedsSecondFactor(row) };
    }
}
