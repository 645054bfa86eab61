using Artisan.Areas.Integrations.Catalogue;
using Artisan.Areas.Integrations.Granting;
using Artisan.Areas.Integrations.Operations;
using Artisan.Areas.Integrations.Storage;
using Artisan.Areas.Integrations.Syncing;
using Artisan.Platform.Access;
using Artisan.Platform.Http;
using Artisan.Platform.Sources;
using Artisan.Platform.Storage;
using Artisan.Platform.Time;

namespace Artisan.Areas.Integrations.Connecting;

/// <summary>Asks a service whether the connection is good, and keeps what it says.</summary>
internal sealed class TestIntegration(ConnectionStore connections, IntegrationCatalogue catalogue, GrantKeeper grants, BusinessClock clock)
{
    public async Task<Outcome<IntegrationResponse>> RunAsync(string provider, Caller caller, CancellationToken ct)
    {
        if (catalogue.Find(provider) is not { } entry) return Faults.NotFound;
        if (entry.Page is not null) return IntegrationsFaults.OtherWay;
        if (await connections.FindAsync(caller.WorkspaceId, provider, ct) is not { } stored) return IntegrationsFaults.NotConnected;
        var failure = await FailureAsync(caller.WorkspaceId, entry, stored, ct);
        await NoteAsync(caller.WorkspaceId, provider, failure, ct);
        if (failure is not null) return IntegrationsFaults.Of(failure, keys: entry.Keys is not null);
        return IntegrationResponse.Of(entry, stored.Connection, (await connections.UpkeepAsync(caller.WorkspaceId, provider, ct))?.Upkeep);
    }

    /// <summary>Why the connection is not good; null where it is.</summary>
    public async Task<SourceException?> FailureAsync(string workspaceId, IntegrationEntry entry, StoredConnection stored, CancellationToken ct)
    {
        try
        {
            if (entry.Consent is { } consent) await grants.UseAsync(workspaceId, entry.Provider, grant => consent.TestAsync(grant, ct), ct);
            else await entry.Keys!.TestAsync(new SourceCredentials(await connections.OpenKeysAsync(connections.Home(workspaceId), stored.Row, ct)), ct);
            return null;
        }
        catch (SourceException e)
        {
            return e;
        }
    }

    private Task<bool> NoteAsync(string workspaceId, string provider, SourceException? failure, CancellationToken ct) => Retry.OnConflictAsync(async () =>
    {
        if (await connections.UpkeepAsync(workspaceId, provider, ct) is not { } kept) return false;
        await connections.Home(workspaceId).Change().Replace(ConnectionStore.Into(kept.Row, Upkeeping.Noted(kept.Upkeep, failure, clock.Now))).CommitAsync(ct);
        return true;
    }, ct);
}
