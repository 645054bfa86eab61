using Artisan.Areas.Notifications.Storage;
using Artisan.Platform.Access;
using Artisan.Platform.Http;

namespace Artisan.Areas.Notifications.Operations;

/// <summary>Marks all of one's notifications as read by moving a mark: one read and one write, however many they are.</summary>
internal sealed class ReadAllNotifications(EditInbox inbox)
{
    public async Task<Outcome<UnreadCountResponse>> RunAsync(Caller caller, CancellationToken ct) =>
        UnreadCountResponse.Of(caller.WorkspaceId.Length == 0 ? InboxHead.Empty : await inbox.ReadAllAsync(caller.WorkspaceId, caller.UserId!, ct));
}
