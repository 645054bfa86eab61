using System.Runtime.CompilerServices;
using Artisan.Areas.Integrations.Storage;
using Artisan.Platform.Due;

namespace Artisan.Areas.Integrations.Syncing;

/// <summary>The connections that are to be looked after.</summary>
internal sealed class WaitingUpkeep(ConnectionStore connections) : IWaitingWork
{
    public IReadOnlyList<string> Kinds => [KeepUp.Queue];

    public async IAsyncEnumerable<DueWork> ListAsync(string workspaceId, [EnumeratorCancellation] CancellationToken ct)
    {
        foreach (var (provider, upkeep) in await connections.UpkeepsAsync(workspaceId, ct)) yield return Upkeeping.Waiting(workspaceId, provider, upkeep);
    }
}
