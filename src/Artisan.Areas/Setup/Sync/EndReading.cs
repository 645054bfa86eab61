using Artisan.Areas.Setup.Model;
using Artisan.Areas.Setup.Storage;
using Artisan.Areas.Workspaces.Contracts;
using Artisan.Platform.Storage;

namespace Artisan.Areas.Setup.Sync;

/// <summary>Ends the reading of a deleted workspace's source. Should the workspace come back, somebody validates the metrics anew.</summary>
internal sealed class EndReading(SetupRows rows) : IWorkspaceClosing
{
    private const int MostTries = 5;

    public async Task CloseAsync(string workspaceId, CancellationToken ct)
    {
        var home = rows.Home(workspaceId);
        for (var attempt = 1; ; attempt++)
        {
            var stored = await SetupRows.ReadAsync(home, ct);
            if (stored.Sync is not { } sync || sync.Status is SyncState.Stopped) return;
            var ended = sync with { Status = SyncState.Stopped, Problem = new SetupProblem("closed", "The workspace was deleted. Validate the metrics step to read the source again.") };
            try
            {
                await home.Change().Replace(SetupRows.Into(home, stored, SetupKeys.Sync, ended, SetupDocs.Default.SyncState)).CommitAsync(ct);
                return;
            }
            catch (WriteConflictException) when (attempt < MostTries)
            {
                // A page was read meanwhile.
            }
        }
    }
}
