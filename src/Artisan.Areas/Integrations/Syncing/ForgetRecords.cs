using System.Text.Json.Serialization.Metadata;
using Artisan.Areas.Integrations.Storage;
using Artisan.Platform.Functions;
using Artisan.Platform.Storage;

namespace Artisan.Areas.Integrations.Syncing;

/// <summary>A connection has ended.</summary>
internal sealed record EndedConnection(string WorkspaceId, string ConnectionId)
{
    public static JsonTypeInfo<EndedConnection> JsonType => IntegrationDocs.Default.EndedConnection;
}

/// <summary>Deletes what was read from a connection that has ended.</summary>
internal sealed class ForgetRecords(ConnectionStore connections) : IQueueHandler<EndedConnection>
{
    public const string Queue = "connection-ended";

    private const int Most = 100;

    public Task HandleAsync(QueueMessage<EndedConnection> message, CancellationToken ct) => ForgetAsync(message.Body.WorkspaceId, message.Body.ConnectionId, ct);

    /// <summary>Deletes it.</summary>
    public async Task ForgetAsync(string workspaceId, string connectionId, CancellationToken ct)
    {
        var home = connections.Records(workspaceId, connectionId);
        // Its messages find nothing any more and go by themselves.
        foreach (var range in new[] { RowRange.Prefix(IntegrationKeys.RecordPrefix), RowRange.Prefix("push|") })
        {
            var change = home.Change();
            await foreach (var row in home.RangeAsync(range, ct))
            {
                change.Delete(row);
                if (change.Count < Most) continue;
                await change.CommitAsync(ct);
                change = home.Change();
            }

            if (change.Count > 0) await change.CommitAsync(ct);
        }
    }
}
