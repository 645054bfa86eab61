using System.Runtime.CompilerServices;
using Artisan.Areas.Setup.Storage;
using Artisan.Platform.Due;

namespace Artisan.Areas.Setup.Sync;

/// <summary>The next page of a source that is to be read.</summary>
internal sealed class WaitingSync(SetupRows rows) : IWaitingWork
{
    public IReadOnlyList<string> Kinds => [SyncSource.Queue];

    public async IAsyncEnumerable<DueWork> ListAsync(string workspaceId, [EnumeratorCancellation] CancellationToken ct)
    {
        if ((await SetupRows.ReadAsync(rows.Home(workspaceId), ct)).Sync is { Status: not SyncState.Stopped } sync) yield return SyncSource.Waiting(workspaceId, sync);
    }
}
