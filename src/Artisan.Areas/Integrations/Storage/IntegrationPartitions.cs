using System.Runtime.CompilerServices;
using Artisan.Platform.Messaging;
using Artisan.Platform.Storage;

namespace Artisan.Areas.Integrations.Storage;

/// <summary>Where changes of the area leave messages: with the connections, and with the records of each.</summary>
internal sealed class IntegrationPartitions(ConnectionStore connections) : IOutboxPartitions
{
    public async IAsyncEnumerable<Partition> ListAsync(string workspaceId, [EnumeratorCancellation] CancellationToken ct)
    {
        yield return connections.Home(workspaceId);
        foreach (var connection in (await connections.ListAsync(workspaceId, ct)).Values) yield return connections.Records(workspaceId, connection.Id);
    }
}
