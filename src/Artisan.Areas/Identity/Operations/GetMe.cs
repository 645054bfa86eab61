using Artisan.Areas.Billing.Contracts;
using Artisan.Areas.Identity.Storage;
using Artisan.Platform.Access;
using Artisan.Platform.Http;

namespace Artisan.Areas.Identity.Operations;

/// <summary>The user himself, and whether signing in takes him two steps.</summary>
public sealed record MeUser(string Id, string Name, string Email, string Locale, string TimeZone, bool TwoStep);

/// <summary>A workspace of his, with what he is in it; <c>needsSecondFactor</c> where it lets him in only once he signs in with two steps.</summary>
public sealed record MeWorkspace(string Id, string Name, string Role, IReadOnlyList<string> Hats, bool NeedsSecondFactor = false);

/// <summary>Who calls: the user, the workspace of his token, and all workspaces he is in.</summary>
/// <param name="User">The user.</param>
/// <param name="Workspace">The workspace of his token; null where he is in none.</param>
/// <param name="Workspaces">All workspaces he is in.</param>
/// <param name="Entitlements">What the plan of his workspace gives, for showing; at most 30 seconds old, null where he is not let in.</param>
public sealed record MeResponse(MeUser User, MeWorkspace? Workspace, IReadOnlyList<MeWorkspace> Workspaces, EntitlementsView? Entitlements)
{
    internal static async Task<MeResponse> OfAsync(Account account, Profile profile, Caller caller, IEntitlements entitlements, CancellationToken ct)
    {
        var current = caller.SecondFactorFor ?? caller.WorkspaceId;
        var workspaces = account.Memberships.Select(m => new MeWorkspace(m.WorkspaceId, m.Name, m.Role.Name(), m.Hats.Names(), account.IsLocked(m.WorkspaceId))).ToList();
        var workspace = workspaces.FirstOrDefault(w => w.Id == current);
        return new MeResponse(
            new MeUser(account.UserId, profile.Name, profile.Email, profile.Locale, profile.TimeZone, account.HasSecondFactor),
            workspace,
            workspaces,
            workspace is null or { NeedsSecondFactor: true } ? null : await entitlements.GetAsync(workspace.Id, ct));
    }
}

/// <summary>Tells the caller who he is and where he may go; one read, and now and then one of the plan.</summary>
internal sealed class GetMe(AccountStore accounts, IEntitlements entitlements)
{
    public async Task<Outcome<MeResponse>> RunAsync(Caller caller, CancellationToken ct) =>
        await accounts.FindAsync(caller.UserId!, ct) is { } account ? await MeResponse.OfAsync(account, account.Profile, caller, entitlements, ct) : IdentityFaults.SessionEnded;
}
