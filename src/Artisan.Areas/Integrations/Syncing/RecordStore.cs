using System.Runtime.CompilerServices;
using Artisan.Areas.Integrations.Contracts;
using Artisan.Areas.Integrations.Storage;
using Artisan.Platform.Sources;
using Artisan.Platform.Storage;

namespace Artisan.Areas.Integrations.Syncing;

/// <summary>A record as it was read last, with its fields by our names.</summary>
internal sealed record StoredRecord(DateTimeOffset CreatedAt, IReadOnlyDictionary<string, string> Fields);

/// <summary>The records that were read from a CRM: one partition a connection, one row a record, by the CRM's own id, so that no reading makes a second one.</summary>
internal sealed class RecordStore(ConnectionStore connections)
{
    private const int Most = 100;

    /// <summary>Puts a page; what is there already is replaced.</summary>
    public async Task PutAsync(string workspaceId, string connectionId, string kind, IReadOnlyList<SourceRecord> records, IReadOnlyDictionary<string, string> map, CancellationToken ct)
    {
        var home = connections.Records(workspaceId, connectionId);
        // A transaction takes a row once: where a page has a record twice, the later one counts.
        var rows = records.Where(r => IntegrationKeys.IsId(r.Id)).GroupBy(r => r.Id, StringComparer.Ordinal).Select(g => g.Last())
            .Select(r => ConnectionStore.Into(home.Row(IntegrationKeys.Record(kind, r.Id)), new StoredRecord(r.Time, FieldMap.Ours(map, r.Fields)), IntegrationDocs.Default.StoredRecord));
        foreach (var chunk in rows.Chunk(Most))
        {
            var change = home.Change();
            foreach (var row in chunk) change.Upsert(row);
            await change.CommitAsync(ct);
        }
    }

    /// <summary>The records of a kind, read page by page while they are consumed.</summary>
    public async IAsyncEnumerable<CrmRecord> ListAsync(string workspaceId, Connection connection, string kind, [EnumeratorCancellation] CancellationToken ct)
    {
        var prefix = IntegrationKeys.Records(kind);
        await foreach (var row in connections.Records(workspaceId, connection.Id).RangeAsync(RowRange.Prefix(prefix), ct))
        {
            var record = ConnectionStore.Read(row, IntegrationDocs.Default.StoredRecord);
            yield return new CrmRecord(connection.Provider, kind, row.RowKey[prefix.Length..], record.CreatedAt, record.Fields);
        }
    }
}
