using System.Text.Json.Nodes;
using Artisan.Areas.Identity.Contracts;
using Artisan.Areas.Identity.Model;
using Artisan.Areas.Identity.Storage;
using Artisan.Areas.Identity.Suspicion;
using Artisan.Platform.Access;
using Artisan.Platform.Audit;
using Artisan.Platform.Http;
using Artisan.Platform.Ids;
using Artisan.Platform.Storage;
using Artisan.Platform.Time;

namespace Artisan.Areas.Identity.SigningIn;

/// <summary>Begins and ends sessions.</summary>
internal sealed class Sessions(AccountStore accounts, AccessTokens tokens, IIds ids, SystemClock clock)
{
    // Of so many sessions that were used within an access token's life, each is named in the gate; beyond, all sign-ins so far end with them.
    private const int MostNamed = 200;
    private const int MostAtOnce = 90;

    /// <summary>Begins a session for a user who has just shown who he is; recorded once. A raised password hash is kept with it, and whatever <paramref name="also"/> adds, which may run several times.</summary>
    public async Task<SignedInResponse> BeginAsync(Account account, Browser browser, string method, CancellationToken ct, string? raisedHash = null, Action<Change>? also = null)
    {
        var now = clock.Now;
        var secret = SecretText.Create();
        var session = new Session
        {
            Id = ids.New("ses"),
            UserId = account.UserId,
            CreatedAt = now,
            LastUsedAt = now,
            SecretHash = SecretText.Hash(secret),
            Generation = 0,
            WorkspaceId = account.WorkspaceFor(account.Profile.LastWorkspace),
            UserAgent = browser.UserAgent,
            Ip = browser.Ip,
        };
        var entry = Entry(account.UserId, session.WorkspaceId, "auth.signed_in", session.Id, browser.Ip) with { After = new JsonObject { ["method"] = method } };
        var known = account.Profile.PasswordHash;
        var (place, knownBrowser) = (browser.Place, EmailAddress.TryParse(account.Profile.Email, out var address) && browser.KnownFor(address) is not null);
        await Retry.OnConflictAsync(
            async () =>
            {
                var home = accounts.Home(session.UserId);
                // The profile is written as it was read: a sign-in that began before the password was changed does not outlive the change.
                var change = home.Change()
                    .Insert(SessionRow.Into(home.Row(IdentityKeys.Session(session.Id)), session))
                    .Replace(account.RowOf(place.Into(account.Profile, account.UserId) with { PasswordHash = raisedHash ?? known }))
                    .Audit(entry);
                if (place.IsNewTo(account.Profile, account.UserId, knownBrowser)) change.Send(AccountSuspicion.SinkName, NewPlace(session, place), AccountSuspicion.JsonType);
                also?.Invoke(change);
                try
                {
                    await change.CommitAsync(ct);
                }
                catch (WriteConflictException e) when (e.RowKey == IdentityKeys.Profile)
                {
                    account = await StillAsync(account.UserId, known, ct);
                    throw;
                }

                return true;
            },
            ct,
            e => e.RowKey == IdentityKeys.Profile);

        browser.Keep(new RefreshToken(session.UserId, session.Id, secret), session.EndsAt);
        if (address is not null) browser.Remember(address, now);
        return Answer(account, session);
    }

    /// <summary>The answer that signs in: a new access token of a session.</summary>
    public SignedInResponse Answer(Account account, Session session)
    {
        var (token, expiresAt) = tokens.Issue(session.Claims);
        return new SignedInResponse(token, expiresAt, new SignedInUser(account.UserId, account.Profile.Name, account.Profile.Email), session.WorkspaceId.Length == 0 ? null : session.WorkspaceId);
    }

    /// <summary>
    /// Ends sessions: their refresh tokens are gone and the gate refuses their access tokens, in one transaction, before this returns.
    /// False where none of them was there.
    /// </summary>
    public Task<bool> EndAsync(string userId, Func<Partition, CancellationToken, Task<IReadOnlyList<Session>>> which, AuditEntry entry, CancellationToken ct) => Retry.OnConflictAsync(
        async () =>
        {
            var home = accounts.Home(userId);
            var gateRow = await home.FindAsync(Gate.RowKey, ct);
            var ending = await which(home, ct);
            if (gateRow is null || ending.Count == 0) return false;

            await EndAsync(home.Change().Audit(entry), home, gateRow, ending, ct);
            return true;
        },
        ct);

    /// <summary>
    /// Ends sessions in the transaction of another change of the same user, which it commits; with <paramref name="twoStep"/> where that switches the second factor on or off.
    /// </summary>
    public Task EndAsync(Change change, Account account, IReadOnlyList<Session> ending, CancellationToken ct, bool? twoStep = null) =>
        EndAsync(change, accounts.Home(account.UserId), account.RowOf(account.Gate), ending, ct, twoStep);

    /// <summary>The session of that id, or none.</summary>
    public static async Task<IReadOnlyList<Session>> OneAsync(Partition home, string userId, string sessionId, CancellationToken ct) =>
        await home.FindAsync(IdentityKeys.Session(sessionId), ct) is { } row ? [SessionRow.From(userId, row)] : [];

    /// <summary>All of a user's sessions but one.</summary>
    public static async Task<IReadOnlyList<Session>> AllButAsync(Partition home, string userId, string sessionId, CancellationToken ct)
    {
        var sessions = new List<Session>();
        await foreach (var row in home.RangeAsync(IdentityKeys.Sessions, ct)) sessions.Add(SessionRow.From(userId, row));
        sessions.RemoveAll(s => s.Id == sessionId);
        return sessions;
    }

    /// <summary>An entry about a session, in the chain of the workspace it is in or else the user's own.</summary>
    public AuditEntry Entry(string userId, string workspaceId, string action, string sessionId, string ip) => new()
    {
        Scope = workspaceId.Length > 0 ? AuditScope.Workspace(workspaceId) : AuditScope.User(userId),
        Action = action,
        Actor = AuditActor.User(userId),
        Target = new AuditTarget("session", sessionId),
        At = clock.Now,
        Ip = ip,
    };

    /// <summary>An entry about a user's own account, in the chain of the workspace he was in last or else his own.</summary>
    public AuditEntry Entry(Account account, string action, string ip) =>
        Entry(account.UserId, account.WorkspaceFor(account.Profile.LastWorkspace), action, "", ip) with { Target = new AuditTarget("user", account.UserId) };

    private async Task EndAsync(Change change, Partition home, Azure.Tables.TableEntity gateRow, IReadOnlyList<Session> ending, CancellationToken ct, bool? twoStep = null)
    {
        var gate = Gate.From(gateRow);
        if (ending.Count > 0 || twoStep is not null) change.Replace((Revoke(gate, ending) with { TwoStep = twoStep ?? gate.TwoStep }).Into(gateRow));
        foreach (var session in ending.Take(MostAtOnce)) change.Delete(IdentityKeys.Session(session.Id));
        await change.CommitAsync(ct);
        foreach (var chunk in ending.Skip(MostAtOnce).Chunk(MostAtOnce)) await DeleteAsync(home, chunk, ct);
    }

    private static AccountSuspicion NewPlace(Session session, SignInPlace place) => new(
        session.UserId,
        Suspicions.NewPlace,
        $"{place.Device} signed in to your account from the address {session.Ip}{(place.Country.Length > 0 ? $" in the country {place.Country}" : "")}. Nobody had signed in from there before.",
        session.Ip,
        session.CreatedAt);

    // The account as it is now, where what was shown to sign in to it still counts.
    private async Task<Account> StillAsync(string userId, string passwordHash, CancellationToken ct) =>
        await accounts.FindAsync(userId, ct) is { Gate.Disabled: false } account && account.Profile.PasswordHash == passwordHash ? account : throw new FaultException(IdentityFaults.SessionEnded);

    private Gate Revoke(Gate gate, IReadOnlyList<Session> ending)
    {
        var now = clock.Now;
        var until = now + AccessTokens.Lifetime;
        // Every one of them: a token may have been issued since the session was last renewed, when the workspace was switched.
        var alive = ending.Select(s => KeyValuePair.Create(s.Id, until));
        var revoked = gate.Revoked.Where(r => r.Value > now).Concat(alive).DistinctBy(r => r.Key).ToDictionary();
        // Token times are in whole seconds: the next one is the first that no token of before can bear.
        return revoked.Count <= MostNamed ? gate with { Revoked = revoked } : gate with { Revoked = new Dictionary<string, DateTimeOffset>(), NotBefore = DateTimeOffset.FromUnixTimeSeconds(now.ToUnixTimeSeconds() + 1) };
    }

    private static async Task DeleteAsync(Partition home, IEnumerable<Session> sessions, CancellationToken ct)
    {
        foreach (var session in sessions)
        {
            try
            {
                await home.Change().Delete(IdentityKeys.Session(session.Id)).CommitAsync(ct);
            }
            catch (WriteConflictException)
            {
                // Ended meanwhile.
            }
        }
    }
}
