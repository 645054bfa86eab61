using System.Text.Json.Nodes;
using Artisan.Areas.Identity.Storage;
using Artisan.Platform.Access;
using Artisan.Platform.Audit;
using Artisan.Platform.Http;
using Artisan.Platform.Storage;

namespace Artisan.Areas.Identity.Operations;

/// <summary>Revokes an API key of the workspace: it fails from the next request on. Another workspace's key is one that is not there.</summary>
internal sealed class RevokeApiKey(Stores stores)
{
    private const string Alive = "alive";

    public async Task<Outcome<Done>> RunAsync(string id, Caller caller, CancellationToken ct)
    {
        if (ApiKey.Parse($"{id}_") is not { } key || key.Id != id || key.WorkspaceId != caller.WorkspaceId) return Faults.NotFound;
        return await Retry.OnConflictAsync(() => DeleteAsync(key, caller, ct), ct);
    }

    private async Task<Outcome<Done>> DeleteAsync(ApiKey key, Caller caller, CancellationToken ct)
    {
        var home = stores.Workspace(TableNames.Identity, caller.WorkspaceId).Root;
        if (await home.FindAsync(key.RowKey, ct) is not { } row || await home.FindAsync(IdentityKeys.KeyCounter, ct) is not { } counter) return Faults.NotFound;
        counter[Alive] = Math.Max(0, (counter.GetInt32(Alive) ?? 0) - 1);
        await home.Change()
            .Replace(counter)
            .Delete(row)
            .Audit(caller, "auth.key_revoked", "api-key", key.Id, before: new JsonObject { ["name"] = row.GetString("name"), ["scopes"] = row.GetString("scopes") })
            .CommitAsync(ct);
        return Done.Value;
    }
}
