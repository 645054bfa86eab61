using System.Runtime.CompilerServices;
using Artisan.Areas.Integrations.Catalogue;
using Artisan.Areas.Integrations.Contracts;
using Artisan.Areas.Integrations.Storage;
using Artisan.Platform.Storage;

namespace Artisan.Areas.Integrations.Syncing;

/// <summary>What other areas see of connected CRMs.</summary>
internal sealed class CrmRecords(ConnectionStore connections, IntegrationCatalogue catalogue, RecordStore records) : ICrmRecords
{
    public async IAsyncEnumerable<CrmRecord> ListAsync(string workspaceId, string provider, string kind, [EnumeratorCancellation] CancellationToken ct)
    {
        if (await connections.FindAsync(workspaceId, provider, ct) is not { } stored) yield break;
        await foreach (var record in records.ListAsync(workspaceId, stored.Connection, kind, ct)) yield return record;
    }

    public async Task<bool> PushAsync(string workspaceId, string provider, string kind, string id, IReadOnlyDictionary<string, string> fields, CancellationToken ct)
    {
        if (!IntegrationKeys.IsId(id)) throw new ArgumentException("Not an id of ours.", nameof(id));
        if (catalogue.Find(provider)?.Crm?.Kinds.FirstOrDefault(k => k.Name == kind) is not { } known || await connections.FindAsync(workspaceId, provider, ct) is not { } stored) return false;
        var mapped = FieldMap.Theirs(FieldMap.Of(known, stored.Connection), fields);
        if (mapped.Count == 0) return false;
        var home = connections.Records(workspaceId, stored.Connection.Id);
        return await Retry.OnConflictAsync(async () =>
        {
            var row = await home.FindAsync(IntegrationKeys.Push(kind, id), ct);
            var before = row is null ? new PushState() : ConnectionStore.Read(row, IntegrationDocs.Default.PushState);
            var state = before with { Fields = mapped, Wanted = before.Wanted + 1 };
            await home.Change().Save(ConnectionStore.Into(row ?? home.Row(IntegrationKeys.Push(kind, id)), state, IntegrationDocs.Default.PushState))
                .Send(PushRecord.Queue, new CrmPush(workspaceId, provider, stored.Connection.Id, kind, id), IntegrationDocs.Default.CrmPush).CommitAsync(ct);
            return true;
        }, ct);
    }
}
