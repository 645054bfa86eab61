using System.Text.Json;
using Artisan.Areas.Alerts.Model;
using Artisan.Azure.Tables;
using Artisan.Platform.Storage;

namespace Artisan.Areas.Alerts.Storage;

/// <summary>A delivery and the row it was read from.</summary>
internal sealed record StoredDelivery(ChannelDelivery Delivery, TableEntity Row);

/// <summary>Reads what channels were told, and makes its rows; they lie beside their alerts.</summary>
internal static class DeliveryRows
{
    private const string Document = "doc";

    /// <summary>How long it can be seen what became of a message.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromDays(90);

    /// <summary>What was told of an alert, the oldest first.</summary>
    public static async Task<IReadOnlyList<StoredDelivery>> OfAlertAsync(Partition home, string alertId, CancellationToken ct)
    {
        var found = new List<StoredDelivery>();
        await foreach (var row in home.RangeAsync(AlertKeys.DeliveriesOf(alertId), ct)) found.Add(new StoredDelivery(Read(row), row));
        return found;
    }

    public static ChannelDelivery Read(TableEntity row) => JsonSerializer.Deserialize(row.GetString(Document)!, AlertDocs.Default.ChannelDelivery)!;

    /// <summary>A new row for a delivery.</summary>
    public static TableEntity Row(Partition home, ChannelDelivery delivery) => Into(home.Row(AlertKeys.Delivery(delivery.AlertId, delivery.NoticeId, delivery.ChannelId)), delivery);

    public static TableEntity Into(TableEntity row, ChannelDelivery delivery)
    {
        row[Document] = JsonSerializer.Serialize(delivery, AlertDocs.Default.ChannelDelivery);
        row[Partition.Expiry] = delivery.CreatedAt + Kept;
        return row;
    }

    /// <summary>What came of the latest message to each channel, by their ids.</summary>
    public static async Task<IReadOnlyDictionary<string, ChannelResult>> ResultsAsync(Partition home, CancellationToken ct)
    {
        var results = new Dictionary<string, ChannelResult>(StringComparer.Ordinal);
        await foreach (var row in home.RangeAsync(RowRange.Prefix(AlertKeys.ResultPrefix), ct))
            results[row.RowKey[AlertKeys.ResultPrefix.Length..]] = JsonSerializer.Deserialize(row.GetString(Document)!, AlertDocs.Default.ChannelResult)!;
        return results;
    }

    /// <summary>The row that says what came of the latest message to a channel.</summary>
    public static TableEntity Row(Partition home, string channelId, ChannelResult result)
    {
        var row = home.Row(AlertKeys.Result(channelId));
        row[Document] = JsonSerializer.Serialize(result, AlertDocs.Default.ChannelResult);
        row[Partition.Expiry] = result.At + Kept;
        return row;
    }
}
