using System.Globalization;
using Artisan.Areas.Identity.Contracts;
using Artisan.Areas.Workspaces.Members;
using Artisan.Platform.Backups;
using Artisan.Platform.Storage;

namespace Artisan.Areas.Workspaces.Restoring;

/// <summary>
/// Brings everybody's gate and list to what the restored workspaces say of him: who was taken out between the reading of the two must not get in again.
/// </summary>
internal sealed class RestoreGates(RowScan scan, IMemberships memberships, ProjectMemberships project) : IRestoreStart
{
    private const int AtOnce = 16;

    public string Name => "gates";

    public async Task<string> RunAsync(CancellationToken ct)
    {
        var count = 0;
        await Parallel.ForEachAsync(scan.FindAsync(TableNames.Identity, "user|", "user}", IMemberships.GateRow, ct), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct }, async (row, token) =>
        {
            var user = row.PartitionKey["user|".Length..];
            foreach (var workspace in await memberships.AllAsync(user, token)) await project.RunAsync(workspace, user, token);
            Interlocked.Increment(ref count);
        });
        return string.Create(CultureInfo.InvariantCulture, $"{count} people.");
    }
}
