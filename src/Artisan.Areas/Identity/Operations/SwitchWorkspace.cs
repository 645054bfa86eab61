using System.ComponentModel.DataAnnotations;
using Artisan.Areas.Identity.Contracts;
using Artisan.Areas.Identity.SigningIn;
using Artisan.Areas.Identity.Storage;
using Artisan.Platform.Access;
using Artisan.Platform.Http;
using Artisan.Platform.Storage;

namespace Artisan.Areas.Identity.Operations;

/// <summary>Where the caller wants to go on.</summary>
public sealed record SwitchWorkspaceRequest([Required, StringLength(64)] string WorkspaceId);

/// <summary>
/// Gives a member an access token for another of his workspaces, and lets this session and the next sign-in go on there. A workspace he is not in
/// is one that is not there.
/// </summary>
internal sealed class SwitchWorkspace(AccountStore accounts, Sessions sessions)
{
    public Task<Outcome<SignedInResponse>> RunAsync(SwitchWorkspaceRequest request, Caller caller, CancellationToken ct) => Retry.OnConflictAsync<Outcome<SignedInResponse>>(
        async () =>
        {
            var finding = accounts.FindAsync(caller.UserId!, ct);
            var row = await accounts.FindSessionAsync(caller.UserId!, caller.SessionId!, ct);
            if (await finding is not { } account || row is null) return IdentityFaults.SessionEnded;
            if (account.Memberships.All(m => m.WorkspaceId != request.WorkspaceId)) return Faults.NotFound;

            var session = SessionRow.From(caller.UserId!, row) with { WorkspaceId = request.WorkspaceId };
            await accounts.Home(caller.UserId!).Change()
                .Replace(SessionRow.Into(row, session))
                .Replace(account.RowOf(account.Profile with { LastWorkspace = request.WorkspaceId }))
                .CommitAsync(ct);
            return sessions.Answer(account, session);
        },
        ct);
}
