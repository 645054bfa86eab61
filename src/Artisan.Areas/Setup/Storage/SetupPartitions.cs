using System.Runtime.CompilerServices;
using Artisan.Platform.Messaging;
using Artisan.Platform.Storage;

namespace Artisan.Areas.Setup.Storage;

/// <summary>Where changes of the area leave messages.</summary>
internal sealed class SetupPartitions(SetupRows rows) : IOutboxPartitions
{
    public async IAsyncEnumerable<Partition> ListAsync(string workspaceId, [EnumeratorCancellation] CancellationToken ct)
    {
        await Task.CompletedTask;
        yield return rows.Home(workspaceId);
    }
}
