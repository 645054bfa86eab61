using System.Text.Json.Nodes;
using Artisan.Areas.Integrations.Catalogue;
using Artisan.Areas.Integrations.Storage;
using Artisan.Areas.Integrations.Syncing;
using Artisan.Platform.Access;
using Artisan.Platform.Audit;
using Artisan.Platform.Http;
using Artisan.Platform.Storage;

namespace Artisan.Areas.Integrations.Connecting;

/// <summary>How a connection ended.</summary>
/// <param name="Revoked">Whether the service was told and took it; where it was not, somebody may take the consent back there. Keys are taken back there always.</param>
public sealed record DisconnectResponse(bool Revoked);

/// <summary>Ends a connection: revoked at the service, wiped here, with all that was read from it. A service that does not answer keeps nothing from ending here.</summary>
internal sealed class Disconnect(ConnectionStore connections, IntegrationCatalogue catalogue)
{
    public async Task<Outcome<DisconnectResponse>> RunAsync(string provider, Caller caller, CancellationToken ct)
    {
        if (catalogue.Find(provider) is not { } entry) return Faults.NotFound;
        return await EndAsync(entry, caller.WorkspaceId, (change, connection) => change.Audit(caller, "integrations.disconnected", "integration", provider, before: Audited(connection)), ct) is { } revoked
            ? new DisconnectResponse(revoked)
            : Faults.NotFound;
    }

    /// <summary>Ends the connection with a service; whether it was revoked there, null where there is none.</summary>
    public async Task<bool?> EndAsync(IntegrationEntry entry, string workspaceId, Func<Change, Connection, Change> audit, CancellationToken ct)
    {
        var home = connections.Home(workspaceId);
        if (await connections.FindAsync(workspaceId, entry.Provider, ct) is not { } stored) return null;
        var revoked = entry.Consent is not null && await connections.OpenGrantAsync(home, stored.Row, ct) is { } grant && await KeepConnection.RevokeAsync(entry, grant, ct);
        return await Retry.OnConflictAsync<bool?>(async () =>
        {
            if (await connections.FindAsync(workspaceId, entry.Provider, ct) is not { } present) return null;
            var change = audit(home.Change().Delete(present.Row), present.Connection);
            if (await connections.UpkeepAsync(workspaceId, entry.Provider, ct) is { } kept) change.Delete(kept.Row);
            if (entry.Crm is not null) change.Send(ForgetRecords.Queue, new EndedConnection(workspaceId, present.Connection.Id), IntegrationDocs.Default.EndedConnection);
            await change.CommitAsync(ct);
            return revoked;
        }, ct);
    }

    /// <summary>What the audit trail keeps of a connection that ended.</summary>
    public static JsonObject Audited(Connection connection) => new() { ["service"] = connection.Provider, ["account"] = connection.AccountId, ["connection"] = connection.Id };
}
