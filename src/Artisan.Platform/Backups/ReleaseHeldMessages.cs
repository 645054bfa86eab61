using Artisan.Azure.Tables;
using Artisan.Platform.Messaging;
using Artisan.Platform.Storage;

namespace Artisan.Platform.Backups;

/// <summary>
/// Lets go of the messages that waited when a backup was made and that a restore held: they may have been sent by the app that was lost, so a person decides.
/// </summary>
public sealed class ReleaseHeldMessages(TableServiceClient tables, Stores stores, Outbox outbox)
{
    /// <summary>Puts them back into their outboxes and rings; says how many there were.</summary>
    public async Task<int> RunAsync(CancellationToken ct)
    {
        var released = 0;
        await foreach (var row in HeldAsync(ct))
        {
            var partition = stores.Open(row.Table, row.Held.PartitionKey);
            var waiting = partition.Row(OutboxRow.Prefix + row.Held.RowKey[OutboxRow.HeldPrefix.Length..]);
            OutboxRow.Copy(row.Held, waiting);
            waiting[OutboxRow.Attempts] = 0;
            await outbox.RingAsync(partition, ct);
            await partition.Change().Upsert(waiting).Delete(row.Held).CommitAsync(ct);
            released++;
        }

        return released;
    }

    private async IAsyncEnumerable<(string Table, TableEntity Held)> HeldAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        var range = TableClient.CreateQueryFilter($"RowKey ge {OutboxRow.HeldPrefix} and RowKey lt {"held}"}");
        await foreach (var table in tables.QueryAsync(ct))
        {
            if (StartBackup.IsTheHosts(table.Name)) continue;
            await foreach (var row in tables.GetTableClient(table.Name).QueryAsync(range, 1000, cancellationToken: ct)) yield return (table.Name, row);
        }
    }
}
