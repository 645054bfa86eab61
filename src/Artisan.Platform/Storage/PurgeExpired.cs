using Artisan.Azure.Tables;
using Artisan.Platform.Functions;
using Artisan.Platform.Time;
using Microsoft.Extensions.Logging;

namespace Artisan.Platform.Storage;

/// <summary>
/// Deletes rows whose <c>exp</c> has passed: tokens, idempotency answers, counters. Readers treat them as absent anyway, so a night that is missed
/// costs only space. Together with the backup the one scan there is; a row that was written again meanwhile stays.
/// </summary>
public sealed class PurgeExpired(TableServiceClient tables, SystemClock clock, ILogger<PurgeExpired> log) : ITimedJob
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(4);

    public async Task RunAsync(CancellationToken ct)
    {
        var (now, deleted) = (clock.Now, 0);
        await foreach (var table in tables.QueryAsync(ct))
        {
            // The Functions host keeps tables of its own in the account.
            if (table.Name.StartsWith("AzureFunctions", StringComparison.OrdinalIgnoreCase) || table.Name.StartsWith("AzureWebJobs", StringComparison.OrdinalIgnoreCase)) continue;
            deleted += await PurgeAsync(tables.GetTableClient(table.Name), now, ct);
            if (clock.Now - now > Longest) break;
        }

        log.LogInformation("{Count} expired rows were deleted.", deleted);
    }

    private async Task<int> PurgeAsync(TableClient table, DateTimeOffset now, CancellationToken ct)
    {
        var (batch, deleted) = (new List<TableEntity>(), 0);
        await foreach (var row in table.QueryAsync(TableClient.CreateQueryFilter($"exp lt {now}"), 1000, [Partition.Expiry], ct))
        {
            if (batch.Count == 100 || (batch.Count > 0 && batch[0].PartitionKey != row.PartitionKey))
            {
                deleted += await DeleteAsync(table, batch, ct);
                batch.Clear();
                if (clock.Now - now > Longest) return deleted;
            }

            batch.Add(row);
        }

        return deleted + (batch.Count == 0 ? 0 : await DeleteAsync(table, batch, ct));
    }

    private static async Task<int> DeleteAsync(TableClient table, List<TableEntity> rows, CancellationToken ct)
    {
        try
        {
            await table.SubmitTransactionAsync(rows.Select(r => new TableTransactionAction(TableTransactionActionType.Delete, r, r.ETag)), ct);
            return rows.Count;
        }
        catch (TableTransactionFailedException) when (rows.Count > 1)
        {
            // One of them was written again: the others go one by one.
            var deleted = 0;
            foreach (var row in rows) deleted += await DeleteAsync(table, [row], ct);
            return deleted;
        }
        catch (TableTransactionFailedException)
        {
            return 0;
        }
    }
}
