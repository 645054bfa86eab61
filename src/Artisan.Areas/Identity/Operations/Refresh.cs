using Artisan.Areas.Identity.Contracts;
using Artisan.Areas.Identity.Model;
using Artisan.Areas.Identity.SigningIn;
using Artisan.Areas.Identity.Storage;
using Artisan.Azure.Tables;
using Artisan.Platform.Access;
using Artisan.Platform.Audit;
using Artisan.Platform.Http;
using Artisan.Platform.Storage;
using Artisan.Platform.Time;

namespace Artisan.Areas.Identity.Operations;

/// <summary>Nothing: the refresh token rides in its cookie.</summary>
public sealed record RefreshRequest;

/// <summary>
/// Exchanges the refresh token for an access token and the next refresh token. Tabs that present the same one within the grace get the same next one;
/// presenting one that was replaced longer ago means that somebody has a copy, and ends the session for both.
/// </summary>
internal sealed class Refresh(AccountStore accounts, Sessions sessions, IKeyRing keys, SystemClock clock)
{
    public async Task<Outcome<SignedInResponse>> RunAsync(Browser browser, CancellationToken ct)
    {
        if (!browser.IsOurPage) return Faults.CrossSite;
        if (browser.RefreshToken is not { } token) return Ended(browser);
        return await Retry.OnConflictAsync(() => TryAsync(token, browser, ct), ct);
    }

    private async Task<Outcome<SignedInResponse>> TryAsync(RefreshToken token, Browser browser, CancellationToken ct)
    {
        var finding = accounts.FindAsync(token.UserId, ct);
        var row = await accounts.FindSessionAsync(token.UserId, token.SessionId, ct);
        if (await finding is not { Gate.Disabled: false } account || row is null) return Ended(browser);
        var session = SessionRow.From(token.UserId, row);
        if (session.CreatedAt < account.Gate.NotBefore || account.Gate.Revoked.ContainsKey(session.Id)) return Ended(browser);

        var (result, after, secret) = session.Present(token.Secret, keys.Get(KeyPurpose.RefreshTokens), clock.Now);
        if (result is Presented.Reused) return await EndAsync(session, browser, ct);
        if (result is Presented.Rotated) after = await ReplaceAsync(account, after, row, browser, ct);

        browser.Keep(token with { Secret = secret }, after.EndsAt);
        return sessions.Answer(account, after with { WorkspaceId = account.WorkspaceFor(after.WorkspaceId) });
    }

    private async Task<Session> ReplaceAsync(Account account, Session session, TableEntity row, Browser browser, CancellationToken ct)
    {
        session = session with { WorkspaceId = account.WorkspaceFor(session.WorkspaceId), Ip = browser.Ip, UserAgent = browser.UserAgent };
        await accounts.Home(session.UserId).Change().Replace(SessionRow.Into(row, session)).CommitAsync(ct);
        return session;
    }

    private async Task<Outcome<SignedInResponse>> EndAsync(Session session, Browser browser, CancellationToken ct)
    {
        var entry = sessions.Entry(session.UserId, session.WorkspaceId, "auth.refresh_reused", session.Id, browser.Ip) with { Outcome = AuditOutcome.Denied, Actor = AuditActor.Anonymous };
        await sessions.EndAsync(session.UserId, (home, token) => Sessions.OneAsync(home, session.UserId, session.Id, token), entry, ct);
        return Ended(browser);
    }

    private static Fault Ended(Browser browser)
    {
        browser.Forget();
        return IdentityFaults.SessionEnded;
    }
}
