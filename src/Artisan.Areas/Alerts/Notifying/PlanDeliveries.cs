using System.Text.Json;
using Artisan.Areas.Alerts.Model;
using Artisan.Areas.Alerts.Storage;
using Artisan.Platform.Channels;
using Artisan.Platform.Messaging;
using Artisan.Platform.Storage;
using Artisan.Platform.Time;

namespace Artisan.Areas.Alerts.Notifying;

/// <summary>
/// Decides which channels are told of a notice, and asks for the first try of each. The row of a delivery is the notice and the channel: a notice that comes twice
/// finds it there, and is told once.
/// </summary>
internal sealed class PlanDeliveries(AlertRows rows, ChannelSenders senders, SystemClock clock) : IOutboxSink
{
    public string Name => ChangeAlertNews.SinkName;

    public async Task DeliverAsync(IReadOnlyList<OutboxMessage> messages, CancellationToken ct)
    {
        foreach (var message in messages) await PlanAsync(message.Id, JsonSerializer.Deserialize(message.Body, AlertDocs.Default.AlertNotice)!, ct);
    }

    private async Task PlanAsync(string noticeId, AlertNotice notice, CancellationToken ct)
    {
        var home = rows.Home(notice.WorkspaceId);
        var (reading, finding) = (AlertRows.RulesAsync(home, ct), AlertRows.FindAsync(home, notice.AlertId, ct));
        var earlier = await DeliveryRows.OfAlertAsync(home, notice.AlertId, ct);
        var rules = (await reading).Rules;
        if (await finding is not { Alert: var alert }) return;

        var change = home.Change();
        foreach (var channel in rules.Everyone.Where(c => IsTold(c, notice.Step, alert, earlier)))
        {
            var delivery = new ChannelDelivery
            {
                AlertId = alert.Id,
                NoticeId = noticeId,
                ChannelId = channel.Id,
                ChannelName = channel.Name,
                Kind = channel.Kind,
                Step = notice.Step,
                CreatedAt = clock.Now,
            };
            change.Insert(DeliveryRows.Row(home, delivery)).Send(ChannelTry.Queue, ChannelTry.Of(notice.WorkspaceId, delivery), ChannelTry.JsonType);
        }

        if (change.Count == 0) return;
        try
        {
            await change.CommitAsync(ct);
        }
        catch (WriteConflictException e) when (e.Kind is ConflictKind.Exists)
        {
            // The same notice, delivered twice: it was planned.
        }
    }

    private bool IsTold(AlertChannel channel, ChannelStep step, Alert alert, IReadOnlyList<StoredDelivery> earlier)
    {
        if (!channel.Enabled || !senders.Tells(channel.Kind, step)) return false;
        if (step is ChannelStep.Opened) return channel.Wants(alert.Severity);
        // That nobody looks at it is for the owners, whatever is mailed to them otherwise.
        if (step is ChannelStep.Escalated) return channel.Id == AlertChannel.Owners || channel.Wants(alert.Severity);
        return earlier.Any(d => d.Delivery.ChannelId == channel.Id && d.Delivery.IsNews);
    }
}
