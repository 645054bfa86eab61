using System.Runtime.CompilerServices;
using Artisan.Areas.Workspaces.Exports;
using Artisan.Areas.Workspaces.Removal;
using Artisan.Areas.Workspaces.Storage;
using Artisan.Platform.Due;

namespace Artisan.Areas.Workspaces.Restoring;

/// <summary>The end that a workspace waits for, and those of its exports.</summary>
internal sealed class WaitingRemoval(WorkspaceRows workspaces) : IWaitingWork
{
    public IReadOnlyList<string> Kinds => [WorkspaceDue.Kind];

    public async IAsyncEnumerable<DueWork> ListAsync(string workspaceId, [EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var export in workspaces.Home(workspaceId).RangeAsync(ExportKeys.All, ct)) yield return new DueWork(WorkspaceDue.Kind, workspaceId, ExportKeys.IdOf(export.RowKey), ExportJob.From(export).EndsAt);
        if (await workspaces.FindAnyRowAsync(workspaceId, ct) is not { } row) yield break;
        if (WorkspaceRow.WaitsFor(row, purge: true) is { } purge) yield return new DueWork(WorkspaceDue.Kind, workspaceId, WorkspaceDue.Purge, purge);
        if (WorkspaceRow.WaitsFor(row, purge: false) is { } erase) yield return new DueWork(WorkspaceDue.Kind, workspaceId, WorkspaceDue.Erase, erase);
    }
}
