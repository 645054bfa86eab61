using Artisan.Areas.Workspaces.Storage;
using Artisan.Azure.Tables;
using Artisan.Platform.Access;
using Artisan.Platform.Http;

namespace Artisan.Areas.Workspaces.Operations;

/// <summary>Shows the workspace of the token; any other is one that is not there.</summary>
internal sealed class GetWorkspace(WorkspaceRows workspaces)
{
    public async Task<Outcome<WorkspaceResponse>> RunAsync(string id, Caller caller, CancellationToken ct) =>
        id == caller.WorkspaceId && await workspaces.FindRowAsync(id, ct) is { } row ? Outcome.Versioned(Of(id, row), IfMatch.Of(row)) : Faults.NotFound;

    /// <summary>The workspace that a row holds.</summary>
    public static WorkspaceResponse Of(string id, TableEntity row)
    {
        var (name, timeZone, currency) = WorkspaceRow.From(row);
        return new WorkspaceResponse(id, name, timeZone, currency, WorkspaceRow.CreatedAt(row), WorkspaceRow.EraseAt(row), WorkspaceRow.NeedsSecondFactor(row));
    }
}
