using System.Runtime.CompilerServices;
using Artisan.Platform.Messaging;
using Artisan.Platform.Storage;

namespace Artisan.Areas.Receipts.Log;

/// <summary>Where appends and checks leave messages: every epoch of the log.</summary>
internal sealed class LogPartitions(LedgerStore store) : IOutboxPartitions
{
    public async IAsyncEnumerable<Partition> ListAsync(string workspaceId, [EnumeratorCancellation] CancellationToken ct)
    {
        var log = await store.CurrentAsync(workspaceId, null, ct);
        foreach (var older in log.Older) yield return store.Open(workspaceId, older.Epoch);
        yield return store.Open(workspaceId, log.Head.Epoch);
    }
}
