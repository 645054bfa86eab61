using Artisan.Areas.Notifications.Telling;
using Artisan.Platform.Access;
using Artisan.Platform.Http;
using Artisan.Platform.Realtime;

namespace Artisan.Areas.Notifications.Operations;

/// <summary>Where a client hears its news at once, in the words of SignalR's negotiation.</summary>
/// <param name="Url">The address to connect to.</param>
/// <param name="AccessToken">Opens it for an hour, for one's own news of the current workspace only.</param>
public sealed record NegotiateResponse(Uri Url, string AccessToken);

/// <summary>Lets a client listen to its own notifications.</summary>
internal sealed class Negotiate(RealtimeHub hub)
{
    public Outcome<NegotiateResponse> Run(Caller caller)
    {
        if (caller.WorkspaceId.Length == 0) return NotificationsFaults.NoWorkspace;
        if (!hub.IsOn) return NotificationsFaults.NotLive;
        var (url, token) = hub.Negotiate(LiveInbox.Hub, LiveInbox.UserOf(caller.WorkspaceId, caller.UserId!));
        return new NegotiateResponse(url, token);
    }
}
