using Artisan.Areas.Workspaces.Storage;
using Artisan.Azure.Tables;
using Artisan.Platform.Audit;
using Artisan.Platform.Due;
using Artisan.Platform.Erasure;
using Artisan.Platform.Storage;
using Artisan.Platform.Time;

namespace Artisan.Areas.Workspaces.Removal;

/// <summary>
/// Destroys a workspace: everything that says who was in it and what they did, but not the receipts and the chain of hashes, which still verify. What is left of the
/// workspace itself is a stone that keeps its id from being used again. Where it dies half way, the same message goes on.
/// </summary>
internal sealed class DestroyWorkspace(WorkspaceRows workspaces, CloseWorkspace close, WorkspaceErasure erasure, Registry registry, SystemClock clock)
{
    /// <summary>Destroys it if its row is still <paramref name="due"/> at the very moment at which it is closed, so that an end that was taken back this instant is not carried out.</summary>
    public async Task RunAsync(string workspaceId, Predicate<TableEntity> due, CancellationToken ct)
    {
        if (!await CloseAsync(workspaceId, due, ct)) return;
        // Before anything goes, so that no nightly check finds half of it missing.
        await registry.RemoveAsync(workspaceId, ct);
        await close.RunAsync(workspaceId, ct);
        await erasure.RunAsync(workspaceId, WorkspaceKeys.Workspace, ct);
        await Retry.OnConflictAsync(() => BuryAsync(workspaceId, ct), ct);
    }

    private Task<bool> CloseAsync(string workspaceId, Predicate<TableEntity> due, CancellationToken ct) => Retry.OnConflictAsync(
        async () =>
        {
            if (await workspaces.FindAnyRowAsync(workspaceId, ct) is not { } row || !due(row)) return false;
            if (WorkspaceRow.IsClosed(row)) return true;
            await workspaces.Home(workspaceId).Change().Replace(WorkspaceRow.Close(row, clock.Now)).CommitAsync(ct);
            workspaces.Forget(workspaceId);
            return true;
        },
        ct);

    private async Task<bool> BuryAsync(string workspaceId, CancellationToken ct)
    {
        if (await workspaces.FindAnyRowAsync(workspaceId, ct) is not { } row || WorkspaceRow.IsStone(row)) return false;
        var home = workspaces.Home(workspaceId);
        await home.Change().Replace(WorkspaceRow.Stone(home.Row(row.RowKey), row))
            .AuditSystem(workspaceId, WorkspaceDue.Queue, "workspace.destroyed", "workspace", workspaceId)
            .CommitAsync(ct, settle: true);
        return true;
    }
}
