using Artisan.Areas.Alerts.Model;
using Artisan.Areas.Alerts.Storage;
using Artisan.Areas.Notifications.Contracts;
using Artisan.Platform.Access;
using Artisan.Platform.Channels;
using Artisan.Platform.Functions;
using Artisan.Platform.Messaging;
using Artisan.Platform.Storage;
using Artisan.Platform.Time;

namespace Artisan.Areas.Alerts.Notifying;

/// <summary>
/// Makes one try of a delivery and keeps what came of it. The message for the next try is in the queue before the outcome is committed: a process that dies in between
/// makes this try again, and the message that is one too many finds another number of tries and does nothing. So a channel may be told twice where a process died in the
/// middle of it, and never not at all; e-mails are part of the transaction, and told once.
/// </summary>
internal sealed class TellChannel(AlertRows rows, ChannelSenders senders, ChannelKeys keys, ChannelMail mail, AlertWords words, ChannelSchedule schedule, Queues queues, WorkspaceClosing closing, SystemClock clock) : IQueueHandler<ChannelTry>
{
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(5);

    // Longer than any try takes: who has not come back by then has died, and comes back as another message.
    private static readonly TimeSpan LongestTry = TimeSpan.FromMinutes(2);

    // Longer than storage is asked again: by then the outcome of the try before is kept, or its process is dead and its message comes back.
    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(45);

    public async Task HandleAsync(QueueMessage<ChannelTry> message, CancellationToken ct)
    {
        var asked = message.Body;
        var home = rows.Home(asked.WorkspaceId);
        var (reading, finding) = (AlertRows.RulesAsync(home, ct), AlertRows.FindAsync(home, asked.AlertId, ct));
        var told = (await DeliveryRows.OfAlertAsync(home, asked.AlertId, ct)).Where(d => d.Delivery.ChannelId == asked.ChannelId).ToList();
        var (rules, alert) = ((await reading).Rules, (await finding)?.Alert);
        if (told.FirstOrDefault(d => d.Delivery.NoticeId == asked.NoticeId) is not { Delivery: { State: ChannelState.Pending } delivery } own) return;
        if (delivery.Tries < asked.Try && !asked.Again) await queues.SendAsync(ChannelTry.Queue, asked with { Again = true }, ChannelTry.JsonType, ct, Kept);
        if (delivery.Tries != asked.Try) return;

        var earlier = told.TakeWhile(d => d != own).Where(d => d.Delivery.State is ChannelState.Pending).ToList();
        if (earlier.Count > 0 && !await OvertakeAsync(home, earlier, ct))
        {
            await queues.SendAsync(ChannelTry.Queue, asked, ChannelTry.JsonType, ct, Moment);
            return;
        }

        var channel = rules.Everyone.FirstOrDefault(c => c.Id == asked.ChannelId && c.Enabled);
        var change = home.Change();
        var (after, wait) = (await closing.IsClosedAsync(asked.WorkspaceId, ct) ? "The workspace was deleted." : Reason(delivery, channel, alert, told)) is { } why ? (delivery.Skip(why), null) : await SendAsync(asked, delivery, channel!, alert!, change, ct);
        if (wait is { } delay) await queues.SendAsync(ChannelTry.Queue, ChannelTry.Of(asked.WorkspaceId, after), ChannelTry.JsonType, ct, delay);
        if (after.Tries > delivery.Tries) change.Upsert(DeliveryRows.Row(home, after.ChannelId, new ChannelResult(clock.Now, after.State is ChannelState.Delivered, after.Problem ?? "")));
        if (after.State is ChannelState.Failed) change.Notify(Failed(asked.WorkspaceId, after));
        try
        {
            await change.Replace(DeliveryRows.Into(own.Row, after)).CommitAsync(ct);
        }
        catch (WriteConflictException)
        {
            // The same message came twice at once, or this one was overtaken: what is there is as true.
        }
    }

    // What happened first is told first: a page must not be opened by a message that was overtaken by its end. What only waits for its next try is not sent any more;
    // false where it may be under way.
    private async Task<bool> OvertakeAsync(Partition home, List<StoredDelivery> earlier, CancellationToken ct)
    {
        if (earlier.Any(d => MayBeUnderWay(d.Delivery))) return false;
        var change = home.Change();
        foreach (var overtaken in earlier) change.Replace(DeliveryRows.Into(overtaken.Row, overtaken.Delivery.Skip("Something newer was told instead.")));
        try
        {
            await change.CommitAsync(ct);
            return true;
        }
        catch (WriteConflictException)
        {
            return false;
        }
    }

    // Why there is no reason any more to send it; null where there is one.
    private static string? Reason(ChannelDelivery delivery, AlertChannel? channel, Alert? alert, List<StoredDelivery> told)
    {
        if (channel is null) return "The channel was removed or switched off.";
        if (alert is null) return "The alert is not there any more.";
        if (delivery.Step is not ChannelStep.Resolved && alert.State is AlertState.Resolved) return "It was over before it could be sent.";
        if (delivery.Step is ChannelStep.Escalated && alert.State is not AlertState.Open) return "Somebody looks at it.";
        return delivery.IsNews || told.Any(d => d.Delivery is { IsNews: true, State: ChannelState.Delivered }) ? null : "The channel was never told of the alert itself.";
    }

    private async Task<(ChannelDelivery After, TimeSpan? Wait)> SendAsync(ChannelTry asked, ChannelDelivery delivery, AlertChannel channel, Alert alert, Change change, CancellationToken ct)
    {
        var message = await words.OfAsync(asked.WorkspaceId, alert, delivery.Step, $"{delivery.NoticeId}.{channel.Id}", ct);
        var tried = delivery with { Tries = delivery.Tries + 1, TriedAt = clock.Now, NextAt = null, Problem = null };
        try
        {
            if (senders.Of(channel.Kind) is { } sender) await sender.SendAsync(await keys.OpenAsync(asked.WorkspaceId, channel, ct), message, ct);
            else await mail.AddAsync(change, asked.WorkspaceId, channel, message, ct);
            return (tried with { State = ChannelState.Delivered }, null);
        }
        catch (ChannelException e)
        {
            var wait = e.ForGood ? null : schedule.Next(tried.Tries, e.RetryAfter);
            return (tried with { State = wait is null ? ChannelState.Failed : ChannelState.Pending, NextAt = clock.Now + wait, Problem = e.Message }, wait);
        }
    }

    private bool MayBeUnderWay(ChannelDelivery delivery) => delivery.NextAt is { } next ? next <= clock.Now && clock.Now < next + LongestTry : clock.Now < delivery.CreatedAt + LongestTry;

    // Once a day and channel: who looks after it is to know that nobody hears of alerts there.
    private static Notice Failed(string workspaceId, ChannelDelivery delivery) => new(
        $"alert-channel:{delivery.ChannelId}:{delivery.TriedAt:yyyyMMdd}", workspaceId, "value", "alert.channel_failed", $"The channel {delivery.ChannelName} takes no alerts", delivery.Problem ?? "", "/alerts/rules", null,
        NoticeTo.Admins, Critical: true);
}
