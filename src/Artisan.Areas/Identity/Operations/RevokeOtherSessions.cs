using Artisan.Areas.Identity.SigningIn;
using Artisan.Platform.Access;
using Artisan.Platform.Http;

namespace Artisan.Areas.Identity.Operations;

/// <summary>Ends all of the caller's sessions but the one he calls with; recorded once.</summary>
internal sealed class RevokeOtherSessions(Sessions sessions)
{
    public async Task<Outcome<Done>> RunAsync(Caller caller, CancellationToken ct)
    {
        var entry = sessions.Entry(caller.UserId!, caller.WorkspaceId, "auth.other_sessions_revoked", caller.SessionId!, caller.Ip);
        await sessions.EndAsync(caller.UserId!, (home, token) => Sessions.AllButAsync(home, caller.UserId!, caller.SessionId!, token), entry, ct);
        return Done.Value;
    }
}
