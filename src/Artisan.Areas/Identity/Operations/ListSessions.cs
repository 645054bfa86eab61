using Artisan.Areas.Identity.Storage;
using Artisan.Platform.Access;
using Artisan.Platform.Http;

namespace Artisan.Areas.Identity.Operations;

/// <summary>A place where the caller is signed in.</summary>
public sealed record SessionItem(string Id, DateTimeOffset CreatedAt, DateTimeOffset LastUsedAt, string UserAgent, string Ip, bool Current);

/// <summary>Lists the caller's own sessions; ended ones are not among them.</summary>
internal sealed class ListSessions(AccountStore accounts)
{
    public async Task<Outcome<Page<SessionItem>>> RunAsync(Paging paging, Caller caller, CancellationToken ct) => Outcome.Page(await paging.ReadAsync(
        accounts.Home(caller.UserId!),
        IdentityKeys.Sessions,
        row =>
        {
            var session = SessionRow.From(caller.UserId!, row);
            return new SessionItem(session.Id, session.CreatedAt, session.LastUsedAt, session.UserAgent, session.Ip, session.Id == caller.SessionId);
        },
        ct));
}
