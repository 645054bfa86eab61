using System.ComponentModel.DataAnnotations;
using System.Text.Json.Nodes;
using Artisan.Areas.Identity.Storage;
using Artisan.Platform.Access;
using Artisan.Platform.Audit;
using Artisan.Platform.Http;
using Artisan.Platform.Storage;
using Artisan.Platform.Time;
using Microsoft.Extensions.Options;

namespace Artisan.Areas.Identity.Operations;

/// <summary>What the key is called and what it may do.</summary>
public sealed record CreateApiKeyRequest(
    [Required, StringLength(100, MinimumLength = 1), RegularExpression(OneLine.Pattern, ErrorMessage = OneLine.Message)] string Name,
    [Required, MinLength(1), MaxLength(10)] IReadOnlyList<string> Scopes);

/// <summary>The new key. Its text is shown here and never again.</summary>
public sealed record CreateApiKeyResponse(string Id, string Key, string Name, IReadOnlyList<string> Scopes)
{
    // The key stays out of logs.
    public override string ToString() => $"API key {Id}";
}

/// <summary>
/// Creates an API key of the workspace; only the hash of its secret is stored. Numbers are never used again. An Idempotency-Key is not taken:
/// replaying the answer would mean keeping the secret.
/// </summary>
internal sealed class CreateApiKey(Stores stores, SystemClock clock, IOptions<IdentityOptions> options)
{
    private const string Next = "next";
    private const string Alive = "alive";

    public Task<Outcome<CreateApiKeyResponse>> RunAsync(CreateApiKeyRequest request, Caller caller, CancellationToken ct)
    {
        var scopes = Scopes.All.Where(request.Scopes.Contains).ToList();
        return scopes.Count == request.Scopes.Count
            ? Retry.OnConflictAsync(() => InsertAsync(request.Name.Trim(), scopes, caller, ct), ct)
            : Task.FromResult<Outcome<CreateApiKeyResponse>>(Faults.Invalid.At("scopes", $"Each at most once, of these: {string.Join(", ", Scopes.All)}."));
    }

    private async Task<Outcome<CreateApiKeyResponse>> InsertAsync(string name, IReadOnlyList<string> scopes, Caller caller, CancellationToken ct)
    {
        var home = stores.Workspace(TableNames.Identity, caller.WorkspaceId).Root;
        var counter = await home.FindAsync(IdentityKeys.KeyCounter, ct) ?? home.Row(IdentityKeys.KeyCounter);
        var (number, alive) = (counter.GetInt32(Next) ?? 1, counter.GetInt32(Alive) ?? 0);
        if (alive >= options.Value.KeysPerWorkspace) return IdentityFaults.KeyLimit;

        var key = ApiKey.Create(caller.WorkspaceId, number);
        (counter[Next], counter[Alive]) = (number + 1, alive + 1);
        await home.Change()
            .Save(counter)
            .Insert(ApiKeyRow.Into(home.Row(key.RowKey), key, name, scopes, caller.Actor, clock.Now))
            .Audit(caller, "auth.key_created", "api-key", key.Id, after: new JsonObject { ["name"] = name, ["scopes"] = string.Join(' ', scopes) })
            .CommitAsync(ct);
        return Outcome.Created($"/api/auth/api-keys/{key.Id}", new CreateApiKeyResponse(key.Id, key.ToString(), name, scopes));
    }
}
