using Artisan.Areas.Identity.Storage;
using Artisan.Platform.Access;
using Artisan.Platform.Http;

namespace Artisan.Areas.Identity.Operations;

/// <summary>The user himself, and whether signing in takes him two steps.</summary>
public sealed record MeUser(string Id, string Name, string Email, string Locale, string TimeZone, bool TwoStep);

/// <summary>A workspace of his, with what he is in it; <c>needsSecondFactor</c> where it lets him in only once he signs in with two steps.</summary>
public sealed record MeWorkspace(string Id, string Name, string Role, IReadOnlyList<string> Hats, bool NeedsSecondFactor = false);

/// <summary>Who calls: the user, the workspace of his token, and all workspaces he is in.</summary>
public sealed record MeResponse(MeUser User, MeWorkspace? Workspace, IReadOnlyList<MeWorkspace> Workspaces)
{
    internal static MeResponse Of(Account account, Profile profile, Caller caller)
    {
        var current = caller.SecondFactorFor ?? caller.WorkspaceId;
        var workspaces = account.Memberships.Select(m => new MeWorkspace(m.WorkspaceId, m.Name, m.Role.Name(), m.Hats.Names(), account.IsLocked(m.WorkspaceId))).ToList();
        return new MeResponse(
            new MeUser(account.UserId, profile.Name, profile.Email, profile.Locale, profile.TimeZone, account.HasSecondFactor),
            workspaces.FirstOrDefault(w => w.Id == current),
            workspaces);
    }
}

/// <summary>Tells the caller who he is and where he may go; one read.</summary>
internal sealed class GetMe(AccountStore accounts)
{
    public async Task<Outcome<MeResponse>> RunAsync(Caller caller, CancellationToken ct) =>
        await accounts.FindAsync(caller.UserId!, ct) is { } account ? MeResponse.Of(account, account.Profile, caller) : IdentityFaults.SessionEnded;
}
