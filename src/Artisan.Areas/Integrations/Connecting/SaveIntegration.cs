using System.ComponentModel.DataAnnotations;
using System.Text.Json.Nodes;
using Artisan.Areas.Integrations.Catalogue;
using Artisan.Areas.Integrations.Operations;
using Artisan.Areas.Integrations.Storage;
using Artisan.Areas.Integrations.Syncing;
using Artisan.Platform.Access;
using Artisan.Platform.Audit;
using Artisan.Platform.Http;
using Artisan.Platform.Sources;
using Artisan.Platform.Storage;
using Artisan.Platform.Time;

namespace Artisan.Areas.Integrations.Connecting;

/// <summary>What a connection shall be opened with, or how a CRM's fields are named.</summary>
/// <param name="Keys">The keys of a service that takes keys, by name; one that is kept already may be left out.</param>
/// <param name="Mapping">Of a connected CRM: our fields and the CRM's names of them, by kind; kinds that are left out stay as they are.</param>
public sealed record IntegrationRequest([MaxLength(10)] IReadOnlyDictionary<string, string>? Keys = null, [MaxLength(3)] IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>>? Mapping = null)
{
    // The keys stay out of logs.
    public override string ToString() => "integration";
}

/// <summary>
/// Keeps the keys of a service once they are seen to open it, or maps the fields of a CRM, which is then read from the beginning. What a service refuses is not kept.
/// </summary>
internal sealed class SaveIntegration(ConnectionStore connections, IntegrationCatalogue catalogue, KeepConnection keep, BusinessClock clock)
{
    public Task<Outcome<IntegrationResponse>> RunAsync(string provider, IntegrationRequest request, Caller caller, CancellationToken ct) => (catalogue.Find(provider), request) switch
    {
        (null, _) => Told(Faults.NotFound),
        ({ Keys: not null } entry, { Keys: { } keys, Mapping: null }) => KeysAsync(entry, keys, caller, ct),
        ({ Crm: not null } entry, { Keys: null, Mapping: { } mapping }) => Retry.OnConflictAsync(() => MapAsync(entry, mapping, caller, ct), ct),
        ({ Keys: not null }, _) => Told(Faults.Invalid.At("keys", "Send the keys of the service.")),
        ({ Crm: not null }, { Keys: null }) => Told(Faults.Invalid.At("mapping", "Send the fields of the CRM.")),
        _ => Told(IntegrationsFaults.OtherWay),
    };

    private async Task<Outcome<IntegrationResponse>> KeysAsync(IntegrationEntry entry, IReadOnlyDictionary<string, string> sent, Caller caller, CancellationToken ct)
    {
        foreach (var (name, value) in sent)
        {
            if (entry.Keys!.Credentials.All(c => c.Name != name)) return Faults.Invalid.At("keys", $"{entry.Name} asks for nothing of this name.");
            if (!SourceCredential.Takes(value)) return Faults.Invalid.At($"keys.{name}", SourceCredential.Form);
        }

        var keys = await connections.FindAsync(caller.WorkspaceId, entry.Provider, ct) is { } stored ? await connections.OpenKeysAsync(connections.Home(caller.WorkspaceId), stored.Row, ct) : [];
        foreach (var (name, value) in sent) keys[name] = value;
        if (entry.Keys!.Credentials.FirstOrDefault(c => !keys.ContainsKey(c.Name)) is { } missing) return Faults.Invalid.At($"keys.{missing.Name}", $"{missing.Label} is needed.");
        try
        {
            await keep.KeysAsync(caller, entry, keys, await entry.Keys.TestAsync(new SourceCredentials(keys), ct), ct);
        }
        catch (SourceException e)
        {
            return IntegrationsFaults.Of(e, keys: true);
        }

        return await AnswerAsync(entry, caller, ct);
    }

    private async Task<Outcome<IntegrationResponse>> MapAsync(IntegrationEntry entry, IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> mapping, Caller caller, CancellationToken ct)
    {
        if (FieldMap.Problem(entry.Crm!, mapping) is { } problem) return problem;
        if (await connections.FindAsync(caller.WorkspaceId, entry.Provider, ct) is not { } stored) return IntegrationsFaults.NotConnected;
        var kept = (await connections.UpkeepAsync(caller.WorkspaceId, entry.Provider, ct))!;
        var before = stored.Connection.Mapping ?? new Dictionary<string, IReadOnlyDictionary<string, string>>();
        var after = new Dictionary<string, IReadOnlyDictionary<string, string>>(before);
        foreach (var (kind, fields) in mapping) after[kind] = fields;
        var upkeep = kept.Upkeep with { Kind = 0, Cursors = new Dictionary<string, string>(), Due = Upkeeping.After(kept.Upkeep.Due, clock.Now), SyncedAt = null };
        var change = connections.Home(caller.WorkspaceId).Change().Replace(ConnectionStore.Into(stored.Row, stored.Connection with { Mapping = after })).Replace(ConnectionStore.Into(kept.Row, upkeep))
            .Audit(caller, "integrations.mapped", "integration", entry.Provider, Audited(before), Audited(after));
        if (!stored.Connection.NeedsReconnect) Upkeeping.Next(change, caller.WorkspaceId, entry.Provider, upkeep, clock.Now);
        await change.CommitAsync(ct);
        return await AnswerAsync(entry, caller, ct);
    }

    private async Task<Outcome<IntegrationResponse>> AnswerAsync(IntegrationEntry entry, Caller caller, CancellationToken ct) =>
        IntegrationResponse.Of(entry, (await connections.FindAsync(caller.WorkspaceId, entry.Provider, ct))?.Connection, (await connections.UpkeepAsync(caller.WorkspaceId, entry.Provider, ct))?.Upkeep);

    private static JsonObject Audited(IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> mapping) =>
        new(mapping.Select(m => KeyValuePair.Create(m.Key, (JsonNode?)string.Join(' ', m.Value.Select(f => $"{f.Key}={f.Value}")))));

    private static Task<Outcome<IntegrationResponse>> Told(Fault fault) => Task.FromResult<Outcome<IntegrationResponse>>(fault);
}
