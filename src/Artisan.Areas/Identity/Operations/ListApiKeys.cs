using Artisan.Areas.Identity.Contracts;
using Artisan.Areas.Identity.Storage;
using Artisan.Azure.Tables;
using Artisan.Platform.Access;
using Artisan.Platform.Http;
using Artisan.Platform.Storage;

namespace Artisan.Areas.Identity.Operations;

/// <summary>An API key without its secret. Its id is the beginning of the key's text, by which one recognises it.</summary>
public sealed record ApiKeyItem(string Id, string Name, IReadOnlyList<string> Scopes, DateTimeOffset CreatedAt, DateTimeOffset? LastUsedAt, string CreatedBy);

/// <summary>Lists the workspace's API keys; the use of a key shows after at most five minutes.</summary>
internal sealed class ListApiKeys(Stores stores) : IApiKeys
{
    public async Task<Outcome<Page<ApiKeyItem>>> RunAsync(Paging paging, Caller caller, CancellationToken ct) => Outcome.Page(await paging.ReadAsync(
        stores.Workspace(TableNames.Identity, caller.WorkspaceId).Root,
        IdentityKeys.ApiKeys, Item, ct));

    public async Task<IReadOnlyDictionary<string, string>> NamesAsync(string workspaceId, CancellationToken ct)
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        await foreach (var row in stores.Workspace(TableNames.Identity, workspaceId).Root.RangeAsync(IdentityKeys.ApiKeys, ct, ["id", "name"])) names[row.GetString("id")!] = row.GetString("name")!;
        return names;
    }

    /// <summary>The key that a row holds.</summary>
    public static ApiKeyItem Item(TableEntity row) => new(
        row.GetString("id")!, row.GetString("name")!, row.GetString("scopes")!.Split(' '), row.GetDateTimeOffset("createdAt")!.Value, row.GetDateTimeOffset("lastUsed"), row.GetString("createdBy")!);
}
