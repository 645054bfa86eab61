using Artisan.Areas.Receipts.Log;
using Artisan.Azure.Tables;

namespace Artisan.Areas.Tests.Receipts;

/// <summary>A backup of one epoch's partition, and its restore over whatever is there.</summary>
internal static class Snapshots
{
    public static async Task<IReadOnlyList<TableEntity>> TakeAsync(LogProcess process, string workspaceId, int epoch = 1)
    {
        var rows = new List<TableEntity>();
        await foreach (var row in Table(process).QueryAsync(TableClient.CreateQueryFilter($"PartitionKey eq {workspaceId + "|" + LedgerKeys.Partition(epoch)}"))) rows.Add(row);
        return rows;
    }

    public static async Task RestoreAsync(LogProcess process, string workspaceId, IReadOnlyList<TableEntity> rows, int epoch = 1)
    {
        foreach (var row in await TakeAsync(process, workspaceId, epoch)) await Table(process).DeleteEntityAsync(row.PartitionKey, row.RowKey, global::Azure.ETag.All);
        foreach (var row in rows) await Table(process).AddEntityAsync(new TableEntity(row) { ETag = default });
    }

    /// <summary>Changes a row behind everybody's back.</summary>
    public static async Task TamperAsync(LogProcess process, string workspaceId, string rowKey, Action<TableEntity> change)
    {
        var row = (await Table(process).GetEntityIfExistsAsync(workspaceId + "|" + LedgerKeys.Partition(1), rowKey))!;
        change(row);
        await Table(process).UpdateEntityAsync(row, global::Azure.ETag.All, TableUpdateMode.Replace);
    }

    public static TableClient Table(LogProcess process) => process.Get<TableServiceClient>().GetTableClient(LedgerKeys.Table);
}
