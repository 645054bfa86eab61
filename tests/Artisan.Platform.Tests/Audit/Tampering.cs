using Artisan.Azure;
using Artisan.Azure.Tables;
using Artisan.Platform.Audit;
using Artisan.Platform.Storage;
using Azure;

namespace Artisan.Platform.Tests.Audit;

/// <summary>Does to a chain of five entries what someone with access to the table could do.</summary>
internal sealed class Tampering(PlatformUnderTest platform, AuditScope scope)
{
    private readonly TableClient _table = platform.Get<StorageClients>().Tables.GetTableClient(TableNames.Audit);

    private string Key => $"{scope.Owner}|audit";

    public async Task DoAsync(string how)
    {
        var bodies = await BodiesAsync();
        switch (how)
        {
            case "body": await PutAsync(bodies[2], "body", bodies[2].GetString("body")!.Replace("step.3", "step.x", StringComparison.Ordinal)); break;
            case "remove body": await _table.DeleteEntityAsync(Key, bodies[2].RowKey); break;
            case "remove entry": await _table.DeleteEntityAsync(Key, Entry(3)); break;
            case "remove last": await _table.DeleteEntityAsync(Key, Entry(5)); break;
            case "commitment": await PutAsync(await FindAsync(Entry(3)), "commitment", new byte[32]); break;
            case "head": await PutAsync(await FindAsync("head"), "hash", new byte[32]); break;
            case "truncate": await TruncateAsync(); break;
            case "rewrite": await RewriteLastAsync(bodies[4]); break;
            case "remove all": await RemoveAllAsync(); break;
            case "swap bodies":
                await PutAsync(bodies[1], "n", 4L);
                await PutAsync(bodies[3], "n", 2L);
                break;
            case "swap entries":
                var (two, four) = (await FindAsync(Entry(2)), await FindAsync(Entry(4)));
                (two.RowKey, four.RowKey) = (four.RowKey, two.RowKey);
                await _table.UpsertEntityAsync(two, TableUpdateMode.Replace);
                await _table.UpsertEntityAsync(four, TableUpdateMode.Replace);
                break;
            default: throw new ArgumentOutOfRangeException(nameof(how));
        }
    }

    // The cleverest: the last entry is replaced and everything behind it recomputed.
    private async Task RewriteLastAsync(TableEntity body)
    {
        body["body"] = body.GetString("body")!.Replace("step.5", "step.x", StringComparison.Ordinal);
        var entry = await FindAsync(Entry(5));
        entry["commitment"] = AuditHash.Commitment(body.GetBinary("salt")!, body.GetString("body")!);
        entry["hash"] = AuditHash.Next((await FindAsync(Entry(4))).GetBinary("hash")!, 5, entry.GetBinary("commitment")!);
        await _table.UpdateEntityAsync(body, ETag.All, TableUpdateMode.Replace);
        await _table.UpdateEntityAsync(entry, ETag.All, TableUpdateMode.Replace);
        await PutAsync(await FindAsync("head"), "hash", entry.GetBinary("hash")!);
    }

    private async Task TruncateAsync()
    {
        await _table.DeleteEntityAsync(Key, Entry(5));
        await _table.DeleteEntityAsync(Key, Entry(4));
        var head = await FindAsync("head");
        head["n"] = 3L;
        await PutAsync(head, "hash", (await FindAsync(Entry(3))).GetBinary("hash")!);
    }

    private async Task RemoveAllAsync()
    {
        await foreach (var row in _table.QueryAsync(TableClient.CreateQueryFilter($"PartitionKey eq {Key}"))) await _table.DeleteEntityAsync(Key, row.RowKey);
    }

    private async Task<List<TableEntity>> BodiesAsync()
    {
        var bodies = new List<TableEntity>();
        await foreach (var row in _table.QueryAsync(TableClient.CreateQueryFilter($"PartitionKey eq {Key} and RowKey ge {"b|"} and RowKey lt {"b}"}"))) bodies.Add(row);
        return [.. bodies.OrderBy(b => b.GetInt64("n"))];
    }

    private async Task<TableEntity> FindAsync(string rowKey) => (await _table.GetEntityAsync(Key, rowKey)).Value;

    private async Task PutAsync(TableEntity row, string property, object value)
    {
        row[property] = value;
        await _table.UpdateEntityAsync(row, ETag.All, TableUpdateMode.Replace);
    }

    private static string Entry(long number) => AuditKeys.Entry(number);
}
