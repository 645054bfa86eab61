using System.Runtime.CompilerServices;
using Artisan.Areas.Identity.Operations;
using Artisan.Areas.Workspaces.Contracts;
using Artisan.Platform.Storage;

namespace Artisan.Areas.Identity.Storage;

/// <summary>The workspace's API keys in its export, without anything that opens them.</summary>
internal sealed class ExportApiKeys(Stores stores) : IExportContributor
{
    public string Folder => "identity";

    public Task WriteAsync(ExportArchive archive, string workspaceId, CancellationToken ct) =>
        archive.LinesAsync("identity/api-keys", ReadAsync(workspaceId, ct), IdentityJson.Default.ApiKeyItem, ct);

    private async IAsyncEnumerable<ApiKeyItem> ReadAsync(string workspaceId, [EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var row in stores.Workspace(TableNames.Identity, workspaceId).Root.RangeAsync(IdentityKeys.ApiKeys, ct)) yield return ListApiKeys.Item(row);
    }
}
