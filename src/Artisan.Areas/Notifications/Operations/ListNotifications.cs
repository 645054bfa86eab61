using Artisan.Areas.Notifications.Model;
using Artisan.Areas.Notifications.Storage;
using Artisan.Azure.Tables;
using Artisan.Platform.Access;
using Artisan.Platform.Http;
using Artisan.Platform.Storage;

namespace Artisan.Areas.Notifications.Operations;

/// <summary>A piece of news.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Type">account, system, billing, agent, team, value or support.</param>
/// <param name="Kind">What happened, such as <c>invoice.payment_failed</c>.</param>
/// <param name="Title">One line.</param>
/// <param name="Text">A sentence or two; may be empty.</param>
/// <param name="Link">The page of the app that shows more.</param>
/// <param name="At">When it happened.</param>
/// <param name="Critical">Whether it is listed whatever was chosen.</param>
/// <param name="Read">Whether it was read.</param>
public sealed record NotificationResponse(string Id, string Type, string Kind, string Title, string Text, string? Link, DateTimeOffset At, bool Critical, bool Read)
{
    internal static NotificationResponse Of(Notification n, InboxHead head) => new(n.Id, n.Type, n.Kind, n.Title, n.Text, n.Link, n.At, n.Critical, !Inbox.IsUnread(n, head));
}

/// <summary>A page of one's notifications, the newest first.</summary>
/// <param name="Items">At most <c>limit</c>.</param>
/// <param name="Next">The cursor of the next page; null on the last one.</param>
/// <param name="Unread">How many of all are unread, as of the same read.</param>
public sealed record NotificationsResponse(IReadOnlyList<NotificationResponse> Items, string? Next, long Unread);

/// <summary>Lists one's own notifications in the current workspace; one read.</summary>
internal sealed class ListNotifications(InboxRows rows)
{
    public async Task<Outcome<NotificationsResponse>> RunAsync(bool? unread, Paging paging, Caller caller, CancellationToken ct)
    {
        if (caller.WorkspaceId.Length == 0) return new NotificationsResponse([], null, 0);
        var (home, some) = (rows.Home(caller.WorkspaceId, caller.UserId!), unread is null or false && paging.After is null);
        // The newest are near the counts; whatever else is asked for is found among the few that are kept.
        var read = await ReadAsync(home, some ? paging.Limit + 2 : Inbox.Kept + 1, ct);
        var head = InboxHead.From(read.FirstOrDefault(r => r.RowKey == InboxKeys.Head));
        var listed = read.Where(r => r.RowKey != InboxKeys.Head && (paging.After is null || string.CompareOrdinal(r.RowKey, paging.After) > 0))
            .Select(r => (r.RowKey, Notification: InboxRows.Read(r))).ToList();
        var seen = listed.Where(n => !n.Notification.Hidden && (unread is not true || Inbox.IsUnread(n.Notification, head))).Take(paging.Limit + 1).ToList();
        var page = seen.Take(paging.Limit).ToList();
        // Hidden ones take up room in what was read: behind the last of them there may be more.
        var last = seen.Count > paging.Limit ? page[^1].RowKey : some && listed.Count > paging.Limit ? listed[^1].RowKey : null;
        var next = paging.Cursor(last);
        return Outcome.Paged(new NotificationsResponse([.. page.Select(n => NotificationResponse.Of(n.Notification, head))], next, head.Unread), next);
    }

    private static async Task<IReadOnlyList<TableEntity>> ReadAsync(Partition home, int most, CancellationToken ct) => (await home.PageAsync(InboxKeys.All, most, null, ct)).Rows;
}
