using System.Runtime.CompilerServices;
using Artisan.Platform.Messaging;
using Artisan.Platform.Storage;

namespace Artisan.Areas.Workspaces.Storage;

/// <summary>Where changes of identity and workspaces leave messages: the workspace's own partition and those of its members.</summary>
internal sealed class WorkspacePartitions(WorkspaceRows workspaces, Stores stores) : IOutboxPartitions
{
    public async IAsyncEnumerable<Partition> ListAsync(string workspaceId, [EnumeratorCancellation] CancellationToken ct)
    {
        var home = workspaces.Home(workspaceId);
        yield return home;
        await foreach (var member in home.RangeAsync(WorkspaceKeys.Members, ct, select: ["RowKey"])) yield return stores.User(WorkspaceKeys.UserOf(member.RowKey)).Root;
    }
}
