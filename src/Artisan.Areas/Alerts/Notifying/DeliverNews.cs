using System.Text.Json;
using Artisan.Platform.Messaging;

namespace Artisan.Areas.Alerts.Notifying;

/// <summary>Hands notices to all channels.</summary>
internal sealed class DeliverNews(IEnumerable<IAlertChannel> channels) : IOutboxSink
{
    public string Name => ChangeAlertNews.SinkName;

    public async Task DeliverAsync(IReadOnlyList<OutboxMessage> messages, CancellationToken ct)
    {
        foreach (var message in messages)
        {
            var notice = JsonSerializer.Deserialize(message.Body, AlertsJson.Default.AlertNotice)!;
            foreach (var channel in channels) await channel.SendAsync(message.Id, notice, ct);
        }
    }
}
