using Artisan.Platform.Messaging;
using Artisan.Platform.Storage;

namespace Artisan.Areas.Support.Storage;

/// <summary>Where changes of the area leave messages.</summary>
internal sealed class SupportPartitions(TicketStore tickets) : IOutboxPartitions
{
    public IAsyncEnumerable<Partition> ListAsync(string workspaceId, CancellationToken ct) => new[] { tickets.Home(workspaceId) }.ToAsyncEnumerable();
}
