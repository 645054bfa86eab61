using System.Text.Json;
using Artisan.Areas.Webhooks.Endpoints;
using Artisan.Azure.Tables;
using Artisan.Platform.Storage;
using Artisan.Platform.Time;
using Microsoft.Extensions.Options;

namespace Artisan.Areas.Webhooks.Deliveries;

/// <summary>A delivery and the row it was read from.</summary>
internal sealed record StoredDelivery(Delivery Delivery, TableEntity Row);

/// <summary>The deliveries of endpoints, partition <c>{workspace}|hooks|{endpoint}</c>.</summary>
internal sealed class DeliveryStore(Stores stores, SystemClock clock, IOptions<WebhooksOptions> options)
{
    private const string BodyProperty = "body";

    public Partition Home(string workspaceId, string endpointId) => stores.Workspace(WebhookKeys.Table, workspaceId).Partition(WebhookKeys.PartitionOf(endpointId));

    /// <summary>Puts an event into an endpoint's log; one that is there already stays as it is.</summary>
    public async Task AddAsync(string workspaceId, Endpoint endpoint, Delivery delivery, CancellationToken ct)
    {
        try
        {
            await Add(workspaceId, endpoint, delivery).CommitAsync(ct);
        }
        catch (WriteConflictException e) when (e.Kind is ConflictKind.Exists)
        {
            // The same event was told twice.
        }
    }

    /// <summary>A change that puts an event into an endpoint's log.</summary>
    public Change Add(string workspaceId, Endpoint endpoint, Delivery delivery)
    {
        var home = Home(workspaceId, endpoint.Id);
        var change = home.Change().Insert(Into(home.Row(WebhookKeys.Delivery(delivery.EventId)), delivery));
        return endpoint.Ordered ? change.Insert(Waiting(home, delivery.EventId)) : change;
    }

    /// <summary>A delivery; null where it is not there any more.</summary>
    public async Task<StoredDelivery?> FindAsync(string workspaceId, string endpointId, string eventId, CancellationToken ct) =>
        await Home(workspaceId, endpointId).FindAsync(WebhookKeys.Delivery(eventId), ct) is { } row ? new StoredDelivery(Read(row), row) : null;

    /// <summary>A change that keeps a delivery as it now is.</summary>
    public Change Save(string workspaceId, StoredDelivery before, Delivery after)
    {
        var home = Home(workspaceId, after.EndpointId);
        var change = home.Change().Replace(Into(before.Row, after));
        return after.State is DeliveryState.Failed && before.Delivery.State is not DeliveryState.Failed ? change.Upsert(Into(home.Row(WebhookKeys.Failed(after.EventId)), after)) : change;
    }

    /// <summary>A delivery from its row.</summary>
    public static Delivery Read(TableEntity row) => JsonSerializer.Deserialize(row.GetString(EndpointStore.Document)!, WebhooksJson.Default.Delivery)! with { Body = row.GetString(BodyProperty)! };

    /// <summary>The row that says that an event is to be sent in its turn.</summary>
    public TableEntity Waiting(Partition home, string eventId)
    {
        var row = home.Row(WebhookKeys.Waiting(eventId));
        row[Partition.Expiry] = clock.Now + Kept;
        return row;
    }

    private TimeSpan Kept => TimeSpan.FromDays(options.Value.KeptDays);

    private TableEntity Into(TableEntity row, Delivery delivery)
    {
        row[EndpointStore.Document] = JsonSerializer.Serialize(delivery, WebhooksJson.Default.Delivery);
        row[BodyProperty] = delivery.Body;
        row[Partition.Expiry] = delivery.CreatedAt + Kept;
        return row;
    }
}
