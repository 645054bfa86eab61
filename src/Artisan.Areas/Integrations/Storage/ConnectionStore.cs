using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Artisan.Azure.Tables;
using Artisan.Platform.Connections;
using Artisan.Platform.Secrets;
using Artisan.Platform.Storage;

namespace Artisan.Areas.Integrations.Storage;

/// <summary>A connection and the row it was read from.</summary>
internal sealed record StoredConnection(Connection Connection, TableEntity Row);

/// <summary>How a connection fares, and the row it was read from.</summary>
internal sealed record StoredUpkeep(Upkeep Upkeep, TableEntity Row);

/// <summary>The connections of workspaces. What opens them is sealed with the workspace's own key and opened for calls of their service only.</summary>
internal sealed class ConnectionStore(Stores stores, SealedSecrets secrets)
{
    private const string Document = "doc";
    private const string Sealed = "sealed";

    public Partition Home(string workspaceId) => stores.Workspace(IntegrationKeys.Table, workspaceId).Partition(IntegrationKeys.Connections);

    public Partition Records(string workspaceId, string connectionId) => stores.Workspace(IntegrationKeys.Table, workspaceId).Partition(IntegrationKeys.RecordsOf(connectionId));

    /// <summary>The connection with a service; null where there is none.</summary>
    public async Task<StoredConnection?> FindAsync(string workspaceId, string provider, CancellationToken ct) =>
        await Home(workspaceId).FindAsync(IntegrationKeys.Connection(provider), ct) is { } row ? new StoredConnection(Read(row, IntegrationDocs.Default.Connection), row) : null;

    /// <summary>How the connection with a service fares; null where there is none.</summary>
    public async Task<StoredUpkeep?> UpkeepAsync(string workspaceId, string provider, CancellationToken ct) =>
        await Home(workspaceId).FindAsync(IntegrationKeys.Upkeep(provider), ct) is { } row ? new StoredUpkeep(Read(row, IntegrationDocs.Default.Upkeep), row) : null;

    /// <summary>All connections of a workspace, by service.</summary>
    public async Task<IReadOnlyDictionary<string, Connection>> ListAsync(string workspaceId, CancellationToken ct)
    {
        var all = new Dictionary<string, Connection>(StringComparer.Ordinal);
        await foreach (var row in Home(workspaceId).RangeAsync(RowRange.Prefix(IntegrationKeys.ConnectionPrefix), ct)) all[row.RowKey[IntegrationKeys.ConnectionPrefix.Length..]] = Read(row, IntegrationDocs.Default.Connection);
        return all;
    }

    /// <summary>How all connections of a workspace fare, by service.</summary>
    public async Task<IReadOnlyDictionary<string, Upkeep>> UpkeepsAsync(string workspaceId, CancellationToken ct)
    {
        var all = new Dictionary<string, Upkeep>(StringComparer.Ordinal);
        await foreach (var row in Home(workspaceId).RangeAsync(RowRange.Prefix(IntegrationKeys.UpkeepPrefix), ct)) all[row.RowKey[IntegrationKeys.UpkeepPrefix.Length..]] = Read(row, IntegrationDocs.Default.Upkeep);
        return all;
    }

    public static TableEntity Into(TableEntity row, Connection connection) => Into(row, connection, IntegrationDocs.Default.Connection);

    public static TableEntity Into(TableEntity row, Upkeep upkeep) => Into(row, upkeep, IntegrationDocs.Default.Upkeep);

    /// <summary>A row with another document.</summary>
    public static TableEntity Into<T>(TableEntity row, T document, JsonTypeInfo<T> type)
    {
        row[Document] = JsonSerializer.Serialize(document, type);
        return row;
    }

    /// <summary>The document of a row.</summary>
    public static T Read<T>(TableEntity row, JsonTypeInfo<T> type) => JsonSerializer.Deserialize(row.GetString(Document)!, type)!;

    /// <summary>Seals a grant into the row of its connection.</summary>
    public Task SealAsync(Partition home, TableEntity row, VendorGrant grant, CancellationToken ct) => SealAsync(home, row, JsonSerializer.Serialize(grant, IntegrationDocs.Default.VendorGrant), ct);

    /// <summary>Seals keys into the row of their connection.</summary>
    public Task SealAsync(Partition home, TableEntity row, Dictionary<string, string> keys, CancellationToken ct) => SealAsync(home, row, JsonSerializer.Serialize(keys, IntegrationDocs.Default.DictionaryStringString), ct);

    /// <summary>The grant of a connection; null where it was wiped.</summary>
    public async Task<VendorGrant?> OpenGrantAsync(Partition home, TableEntity row, CancellationToken ct) =>
        await OpenAsync(home, row, ct) is { } text ? JsonSerializer.Deserialize(text, IntegrationDocs.Default.VendorGrant) : null;

    /// <summary>The keys of a connection; none where they were wiped.</summary>
    public async Task<Dictionary<string, string>> OpenKeysAsync(Partition home, TableEntity row, CancellationToken ct) =>
        await OpenAsync(home, row, ct) is { } text ? JsonSerializer.Deserialize(text, IntegrationDocs.Default.DictionaryStringString)! : [];

    /// <summary>Wipes what opens a connection.</summary>
    public static void Wipe(TableEntity row) => row.Remove(Sealed);

    private async Task SealAsync(Partition home, TableEntity row, string secret, CancellationToken ct) => row[Sealed] = await secrets.SealAsync(home, row.RowKey, Sealed, secret, ct);

    private async Task<string?> OpenAsync(Partition home, TableEntity row, CancellationToken ct) =>
        row.ContainsKey(Sealed) ? await secrets.OpenAsync(home, row.RowKey, Sealed, row.GetString(Sealed)!, ct) : null;
}
