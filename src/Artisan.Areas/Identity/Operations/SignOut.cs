using Artisan.Areas.Identity.SigningIn;
using Artisan.Platform.Access;
using Artisan.Platform.Http;

namespace Artisan.Areas.Identity.Operations;

/// <summary>Ends the caller's session: its access token and its refresh token fail from the next request on.</summary>
internal sealed class SignOut(Sessions sessions)
{
    public async Task<Outcome<Done>> RunAsync(Caller caller, Browser browser, CancellationToken ct)
    {
        var (user, session) = (caller.UserId!, caller.SessionId!);
        await sessions.EndAsync(user, (home, token) => Sessions.OneAsync(home, user, session, token), sessions.Entry(user, caller.WorkspaceId, "auth.signed_out", session, caller.Ip), ct);
        browser.Forget();
        return Done.Value;
    }
}
