using System.Runtime.CompilerServices;
using Artisan.Platform.Messaging;
using Artisan.Platform.Storage;

namespace Artisan.Areas.Alerts.Storage;

/// <summary>Where changes of the area leave messages: one partition a workspace.</summary>
internal sealed class AlertPartitions(AlertRows rows) : IOutboxPartitions
{
    public async IAsyncEnumerable<Partition> ListAsync(string workspaceId, [EnumeratorCancellation] CancellationToken ct)
    {
        await Task.CompletedTask;
        yield return rows.Home(workspaceId);
    }
}
