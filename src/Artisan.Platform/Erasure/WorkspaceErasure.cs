using Artisan.Azure.Tables;
using Artisan.Platform.Audit;
using Artisan.Platform.Secrets;
using Artisan.Platform.Storage;

namespace Artisan.Platform.Erasure;

/// <summary>
/// Destroys a workspace's data: every row of every table that belongs to it but the kept ones, the bodies and salts of its audit trail, its data keys, and what areas keep of it
/// elsewhere. Receipts and the audit chain still verify. It finds rows by their keys, so no table can be forgotten; it can be run again after a crash.
/// </summary>
public sealed class WorkspaceErasure(TableServiceClient tables, Stores stores, AuditErasure audit, DataKeys keys, IEnumerable<KeptRows> kept, IEnumerable<IWorkspaceLeftovers> leftovers)
{
    /// <summary>Destroys it; in the workspace's own partition of the table <c>identity</c> the row <paramref name="tombstone"/> is left to the caller, with what waits in the outbox.</summary>
    public async Task RunAsync(string workspaceId, string tombstone, CancellationToken ct)
    {
        foreach (var leftover in leftovers) await leftover.DestroyAsync(workspaceId, ct);
        await keys.DestroyAsync(stores.Workspace(TableNames.Identity, workspaceId).Root, ct);
        await foreach (var table in tables.QueryAsync(ct))
        {
            var store = stores.Workspace(table.Name, workspaceId);
            var root = table.Name == TableNames.Identity ? (Predicate<string>)(key => key != tombstone && !key.StartsWith(Messaging.OutboxRow.Prefix, StringComparison.Ordinal)) : _ => true;
            await PartitionSweep.ClearAsync(store.Root, root, ct);
            await foreach (var name in PartitionSweep.NamesAsync(tables.GetTableClient(table.Name), workspaceId, ct))
            {
                if (!IsKept(table.Name, name)) await PartitionSweep.ClearAsync(store.Partition(name), _ => true, ct);
            }
        }

        await audit.EraseAsync(workspaceId, ct);
    }

    private bool IsKept(string table, string name) =>
        kept.Any(k => k.Table == table && name.StartsWith(k.Partition, StringComparison.Ordinal));
}
