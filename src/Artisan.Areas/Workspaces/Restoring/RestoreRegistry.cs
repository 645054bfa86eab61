using System.Globalization;
using Artisan.Areas.Workspaces.Storage;
using Artisan.Platform.Backups;
using Artisan.Platform.Due;
using Artisan.Platform.Storage;

namespace Artisan.Areas.Workspaces.Restoring;

/// <summary>Lists every restored workspace, so that no nightly job passes one over.</summary>
internal sealed class RestoreRegistry(RowScan scan, Registry registry) : IRestoreStart
{
    public string Name => "registry";

    public async Task<string> RunAsync(CancellationToken ct)
    {
        var count = 0;
        await foreach (var row in scan.FindAsync(TableNames.Identity, "ws|", "ws}", WorkspaceKeys.Workspace, ct))
        {
            if (WorkspaceRow.IsStone(row)) continue;
            await registry.AddAsync(row.PartitionKey["ws|".Length..], ct);
            count++;
        }

        return string.Create(CultureInfo.InvariantCulture, $"{count} workspaces.");
    }
}
