using Artisan.Areas.Notifications.Storage;
using Artisan.Platform.Access;
using Artisan.Platform.Http;

namespace Artisan.Areas.Notifications.Operations;

/// <summary>Marks one notification as read; again, it changes nothing.</summary>
internal sealed class ReadNotification(EditInbox inbox)
{
    public async Task<Outcome<UnreadCountResponse>> RunAsync(string id, Caller caller, CancellationToken ct)
    {
        if (caller.WorkspaceId.Length == 0) return Faults.NotFound;
        var edited = await inbox.ReadAsync(caller.WorkspaceId, caller.UserId!, id, ct);
        return edited.Fault is { } fault ? fault : UnreadCountResponse.Of(edited.Value!);
    }
}
