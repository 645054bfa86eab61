using Artisan.Areas.Notifications.Storage;
using Artisan.Platform.Access;
using Artisan.Platform.Http;

namespace Artisan.Areas.Notifications.Operations;

/// <summary>Takes a notification out of one's list.</summary>
internal sealed class DismissNotification(EditInbox inbox)
{
    public async Task<Outcome<UnreadCountResponse>> RunAsync(string id, Caller caller, CancellationToken ct)
    {
        if (caller.WorkspaceId.Length == 0) return Faults.NotFound;
        var edited = await inbox.DismissAsync(caller.WorkspaceId, caller.UserId!, id, ct);
        return edited.Fault is { } fault ? fault : UnreadCountResponse.Of(edited.Value!);
    }
}
