using Artisan.Areas.Identity.SigningIn;
using Artisan.Platform.Access;
using Artisan.Platform.Http;
using Artisan.Platform.Ids;

namespace Artisan.Areas.Identity.Operations;

/// <summary>Ends one of the caller's sessions at once. Another user's session is one that is not there.</summary>
internal sealed class RevokeSession(Sessions sessions)
{
    public async Task<Outcome<Done>> RunAsync(string id, Caller caller, Browser browser, CancellationToken ct)
    {
        if (!UlidIds.IsId(id, "ses")) return Faults.NotFound;
        var entry = sessions.Entry(caller.UserId!, caller.WorkspaceId, "auth.session_revoked", id, caller.Ip);
        if (!await sessions.EndAsync(caller.UserId!, (home, token) => Sessions.OneAsync(home, caller.UserId!, id, token), entry, ct)) return Faults.NotFound;
        if (id == caller.SessionId) browser.Forget();
        return Done.Value;
    }
}
