using System.Text.Json;
using Artisan.Areas.Notifications.Model;
using Artisan.Areas.Notifications.Operations;
using Artisan.Areas.Notifications.Storage;
using Artisan.Platform.Realtime;
using Microsoft.Extensions.Logging;

namespace Artisan.Areas.Notifications.Telling;

/// <summary>What clients hear at once: the notification, and the counts with it.</summary>
/// <param name="Notification">The notification.</param>
/// <param name="Unread">How many are unread now.</param>
/// <param name="Newest">Its place; one that follows it by more than one was preceded by others that were missed.</param>
/// <param name="Quiet">Whether it came in the quiet hours: nothing pops up.</param>
public sealed record LiveNotification(NotificationResponse Notification, long Unread, long Newest, bool Quiet);

/// <summary>Pushes news to whoever looks at the app at this moment. Only a saving of time: who missed it finds it in his list.</summary>
internal sealed class LiveInbox(RealtimeHub hub, ILogger<LiveInbox> log)
{
    /// <summary>The hub, and the method that clients listen to.</summary>
    public const string Hub = "notifications", Target = "notification";

    /// <summary>Who a connection is: a person in one workspace, so that nobody hears another workspace's news, or another's.</summary>
    public static string UserOf(string workspaceId, string userId) => $"{workspaceId}.{userId}";

    public async Task PushAsync(string workspaceId, string userId, Notification notification, InboxHead head, bool quiet, CancellationToken ct)
    {
        if (!hub.IsOn) return;
        try
        {
            var message = new LiveNotification(NotificationResponse.Of(notification, head), head.Unread, head.Seq, quiet);
            await hub.SendAsync(Hub, UserOf(workspaceId, userId), Target, JsonSerializer.SerializeToElement(message, NotificationsJson.Default.LiveNotification), ct);
        }
        catch (Exception e) when (e is global::Azure.RequestFailedException or HttpRequestException || (e is OperationCanceledException && !ct.IsCancellationRequested))
        {
            log.LogWarning(e, "A notification was not pushed; it is found in the list.");
        }
    }
}
