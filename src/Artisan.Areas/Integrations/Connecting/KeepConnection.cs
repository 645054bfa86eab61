using System.Text.Json.Nodes;
using Artisan.Areas.Integrations.Catalogue;
using Artisan.Areas.Integrations.Storage;
using Artisan.Areas.Integrations.Syncing;
using Artisan.Azure.Tables;
using Artisan.Platform.Access;
using Artisan.Platform.Audit;
using Artisan.Platform.Connections;
using Artisan.Platform.Ids;
using Artisan.Platform.Sources;
using Artisan.Platform.Storage;
using Artisan.Platform.Time;

namespace Artisan.Areas.Integrations.Connecting;

/// <summary>
/// Keeps what opens a service for a workspace, sealed. The same account again goes on where it was; another account is another connection, and what was read
/// from the one before goes.
/// </summary>
internal sealed class KeepConnection(ConnectionStore connections, IIds ids, SystemClock clock, BusinessClock business)
{
    /// <summary>Keeps a grant that was just given and tested.</summary>
    public async Task GrantAsync(Caller caller, IntegrationEntry entry, VendorGrant grant, VendorAccount account, CancellationToken ct)
    {
        var before = await Retry.OnConflictAsync(async () =>
        {
            var stored = await connections.FindAsync(caller.WorkspaceId, entry.Provider, ct);
            var old = stored is null ? null : await connections.OpenGrantAsync(connections.Home(caller.WorkspaceId), stored.Row, ct);
            await SaveAsync(caller, entry, stored, account.Id, account.Label, null, (home, row) => connections.SealAsync(home, row, grant with { AccountId = account.Id }, ct), ct);
            return stored?.Connection.AccountId == account.Id ? null : old;
        }, ct);
        if (before is not null) await RevokeAsync(entry, before, ct);
    }

    /// <summary>Keeps keys that were just tested.</summary>
    public Task<bool> KeysAsync(Caller caller, IntegrationEntry entry, Dictionary<string, string> keys, string account, CancellationToken ct) => Retry.OnConflictAsync(async () =>
    {
        var stored = await connections.FindAsync(caller.WorkspaceId, entry.Provider, ct);
        var shown = entry.Keys!.Credentials.Where(c => keys.ContainsKey(c.Name)).ToDictionary(c => c.Name, c => c.Shown(keys[c.Name]));
        await SaveAsync(caller, entry, stored, "", account, shown, (home, row) => connections.SealAsync(home, row, keys, ct), ct);
        return true;
    }, ct);

    /// <summary>Ends a grant at its service; whether that went well. What the service cannot be told ends here in any case.</summary>
    public static async Task<bool> RevokeAsync(IntegrationEntry entry, VendorGrant grant, CancellationToken ct)
    {
        try
        {
            await entry.Consent!.RevokeAsync(grant, ct);
            return true;
        }
        catch (SourceException)
        {
            return false;
        }
    }

    private async Task SaveAsync(
        Caller caller, IntegrationEntry entry, StoredConnection? stored, string accountId, string account, IReadOnlyDictionary<string, string>? shown, Func<Partition, TableEntity, Task> seal, CancellationToken ct)
    {
        var home = connections.Home(caller.WorkspaceId);
        var before = stored?.Connection;
        var goesOn = before is not null && before.AccountId == accountId;
        var connection = new Connection(goesOn ? before!.Id : ids.New("con"), entry.Provider, accountId, account, clock.Now, caller.Actor) { Shown = shown, Mapping = goesOn ? before!.Mapping : null };
        var row = ConnectionStore.Into(stored?.Row ?? home.Row(IntegrationKeys.Connection(entry.Provider)), connection);
        await seal(home, row);

        var kept = await connections.UpkeepAsync(caller.WorkspaceId, entry.Provider, ct);
        var due = Upkeeping.After(kept?.Upkeep.Due, entry.Crm is null ? business.Now + Upkeeping.Day : business.Now);
        var upkeep = goesOn && kept?.Upkeep is { } old ? old with { Due = due, Problem = null, Failures = 0, CheckedAt = business.Now } : new Upkeep(connection.Id, due) { CheckedAt = business.Now };
        var change = home.Change().Save(row).Save(ConnectionStore.Into(kept?.Row ?? home.Row(IntegrationKeys.Upkeep(entry.Provider)), upkeep));
        if (before is not null && !goesOn && entry.Crm is not null) change.Send(ForgetRecords.Queue, new EndedConnection(caller.WorkspaceId, before.Id), IntegrationDocs.Default.EndedConnection);
        await Upkeeping.Next(change, caller.WorkspaceId, entry.Provider, upkeep, business.Now)
            .Audit(caller, "integrations.connected", "integration", entry.Provider, Audited(before), Audited(connection)).CommitAsync(ct);
    }

    private static JsonObject? Audited(Connection? connection) => connection is null ? null : Disconnect.Audited(connection);
}
