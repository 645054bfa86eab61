using Artisan.Areas.Notifications.Storage;
using Artisan.Platform.Access;
using Artisan.Platform.Http;

namespace Artisan.Areas.Notifications.Operations;

/// <summary>What the bell shows.</summary>
/// <param name="Unread">How many notifications are unread.</param>
/// <param name="Newest">Grows with every notification that comes: whoever sees another one than before lists them again.</param>
public sealed record UnreadCountResponse(long Unread, long Newest)
{
    internal static UnreadCountResponse Of(InboxHead head) => new(head.Unread, head.Seq);
}

/// <summary>Counts one's unread notifications; one read.</summary>
internal sealed class CountUnread(InboxRows rows)
{
    public async Task<Outcome<UnreadCountResponse>> RunAsync(Caller caller, CancellationToken ct) =>
        UnreadCountResponse.Of(caller.WorkspaceId.Length == 0 ? InboxHead.Empty : (await InboxRows.HeadAsync(rows.Home(caller.WorkspaceId, caller.UserId!), ct)).Head);
}
