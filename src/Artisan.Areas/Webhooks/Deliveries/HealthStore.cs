using System.Text.Json;
using Artisan.Areas.Webhooks.Endpoints;
using Artisan.Azure.Tables;
using Artisan.Platform.Storage;
using Artisan.Platform.Time;
using Microsoft.Extensions.Options;

namespace Artisan.Areas.Webhooks.Deliveries;

/// <summary>
/// Keeps how endpoints fare, beside the endpoints and read with them: an endpoint that takes its events costs nothing here, one that fails a write an attempt.
/// </summary>
internal sealed class HealthStore(EndpointStore endpoints, SystemClock clock, IOptions<WebhooksOptions> options)
{
    /// <summary>An endpoint failed once more; how it fares now.</summary>
    public async Task<EndpointHealth> FailedAsync(string workspaceId, KnownEndpoint known, CancellationToken ct)
    {
        var (home, key, first) = (endpoints.Home(workspaceId), WebhookKeys.Health(known.Endpoint.Id), true);
        return await Retry.OnConflictAsync(async () =>
        {
            // What is known may be old; then the row is read, and counted on from there.
            var (before, row) = first ? (known.Health, RowOf(home, key, known.HealthTag)) : Read(await home.FindAsync(key, ct) ?? home.Row(key));
            first = false;
            var after = before.Failed(clock.Now, TimeSpan.FromSeconds(options.Value.PauseSeconds));
            row[EndpointStore.Document] = JsonSerializer.Serialize(after, WebhooksJson.Default.EndpointHealth);
            await home.Change().Save(row).CommitAsync(ct);
            endpoints.Note(workspaceId, known.Endpoint.Id, after, row.ETag);
            return after;
        }, ct);
    }

    /// <summary>An endpoint took an event: whatever it failed before is forgotten.</summary>
    public async Task TookAsync(string workspaceId, KnownEndpoint known, CancellationToken ct)
    {
        if (known.Health == EndpointHealth.Good) return;
        try
        {
            await endpoints.Home(workspaceId).Change().Delete(WebhookKeys.Health(known.Endpoint.Id)).CommitAsync(ct);
        }
        catch (WriteConflictException e) when (e.Kind is ConflictKind.Gone)
        {
            // Another attempt that was taken forgot it first.
        }

        endpoints.Note(workspaceId, known.Endpoint.Id, EndpointHealth.Good, default);
    }

    /// <summary>How an endpoint fares, from its row.</summary>
    public static EndpointHealth Of(TableEntity row) => JsonSerializer.Deserialize(row.GetString(EndpointStore.Document)!, WebhooksJson.Default.EndpointHealth)!;

    private static (EndpointHealth, TableEntity) Read(TableEntity row) => (row.ETag == default ? EndpointHealth.Good : Of(row), row);

    private static TableEntity RowOf(Partition home, string key, global::Azure.ETag tag)
    {
        var row = home.Row(key);
        row.ETag = tag;
        return row;
    }
}
