using Artisan.Platform.Messaging;
using Artisan.Platform.Storage;

namespace Artisan.Areas.Billing.Storage;

/// <summary>Where changes of the area leave messages.</summary>
internal sealed class BillingPartitions(BillingStore store) : IOutboxPartitions
{
    public IAsyncEnumerable<Partition> ListAsync(string workspaceId, CancellationToken ct) => new[] { store.Home(workspaceId) }.ToAsyncEnumerable();
}
