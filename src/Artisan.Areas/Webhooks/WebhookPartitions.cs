using System.Runtime.CompilerServices;
using Artisan.Areas.Webhooks.Endpoints;
using Artisan.Platform.Messaging;
using Artisan.Platform.Storage;

namespace Artisan.Areas.Webhooks;

/// <summary>Where changes of the area leave messages: with the endpoints. Attempts are queue messages from the beginning.</summary>
internal sealed class WebhookPartitions(EndpointStore endpoints) : IOutboxPartitions
{
    public async IAsyncEnumerable<Partition> ListAsync(string workspaceId, [EnumeratorCancellation] CancellationToken ct)
    {
        await Task.CompletedTask;
        yield return endpoints.Home(workspaceId);
    }
}
