using System.Runtime.CompilerServices;
using Artisan.Platform.Messaging;
using Artisan.Platform.Storage;

namespace Artisan.Areas.Notifications.Storage;

/// <summary>Where changes of the area leave messages: one partition for everybody who was told something.</summary>
internal sealed class InboxPartitions(InboxRows rows) : IOutboxPartitions
{
    public async IAsyncEnumerable<Partition> ListAsync(string workspaceId, [EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var user in rows.PeopleAsync(workspaceId, ct)) yield return rows.Home(workspaceId, user);
    }
}
