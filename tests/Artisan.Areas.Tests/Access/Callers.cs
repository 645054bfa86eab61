using Artisan.Platform.Access;
using Artisan.Platform.Ids;
using Artisan.Platform.Storage;
using Artisan.Platform.Time;
using Artisan.Testing.Host;
using Microsoft.Extensions.DependencyInjection;

namespace Artisan.Areas.Tests.Access;

/// <summary>One caller of every kind there is, in one workspace: roles, hats beside the lowest role, API keys by scope, and people outside.</summary>
internal static class Callers
{
    /// <summary>The kinds, and a client for each; a kind's name says what it is: <c>viewer</c>, <c>viewer+finance</c>, <c>key:read</c>.</summary>
    public static async Task<IReadOnlyDictionary<string, HttpClient>> CreateAsync(ArtisanApp app, SignedInUser owner)
    {
        var callers = new Dictionary<string, HttpClient>
        {
            ["anonymous"] = app.CreateClient(),
            ["forged"] = app.CreateClient("eyJhbGciOiJub25lIn0.eyJzdWIiOiJ1c3JfMSJ9."),
            ["no workspace"] = await MemberAsync(app, owner.WorkspaceId, null),
        };
        foreach (var role in Enum.GetValues<Role>()) callers[role.Name()] = await MemberAsync(app, owner.WorkspaceId, new GateMembership(role.Name(), []));
        foreach (var hat in Hats.All.Names()) callers[$"viewer+{hat}"] = await MemberAsync(app, owner.WorkspaceId, new GateMembership("viewer", [hat]));
        callers["suspended"] = await MemberAsync(app, owner.WorkspaceId, new GateMembership("owner", [], Suspended: true));
        foreach (var scope in Scopes.All) callers[$"key:{scope}"] = await app.CreateKeyAsync(owner, scope);
        return callers;
    }

    /// <summary>Whether the endpoint list admits a kind of caller; read from the words of the list alone.</summary>
    public static bool Admits(string least, string scope, string kind)
    {
        if (least is "public" or "signature") return true;
        if (kind.StartsWith("key:", StringComparison.Ordinal)) return kind == "key:" + scope;
        if (kind is "anonymous" or "forged") return false;
        if (least == "user") return true;
        if (kind is "no workspace" or "suspended") return false;
        // Every member is let through to what may be his own; the operation tells him from others.
        if (least.EndsWith(", or oneself", StringComparison.Ordinal)) return true;
        var words = least.Split(" or ");
        var role = kind.Split('+')[0];
        var hat = kind.Contains('+', StringComparison.Ordinal) ? kind.Split('+')[1] : "";
        return words.Any(word => word == hat || role == "owner" || (Rank(word) is > 0 and var needed && Rank(role) >= needed));
    }

    private static int Rank(string role) => Array.IndexOf(["", "viewer", "member", "admin", "owner"], role);

    private static async Task<HttpClient> MemberAsync(ArtisanApp app, string workspaceId, GateMembership? membership)
    {
        var services = app.Services;
        var userId = services.GetRequiredService<IIds>().New("usr");
        var home = services.GetRequiredService<Stores>().User(userId).Root;
        var gate = new Gate { Memberships = membership is null ? new Dictionary<string, GateMembership>() : new Dictionary<string, GateMembership> { [workspaceId] = membership } };
        await home.Change().Insert(gate.Into(home.Row(Gate.RowKey))).CommitAsync(CancellationToken.None);
        var claims = new AccessClaims(userId, services.GetRequiredService<IIds>().New("ses"), membership is null ? "" : workspaceId, services.GetRequiredService<SystemClock>().Now);
        return app.CreateClient(services.GetRequiredService<AccessTokens>().Issue(claims).Token);
    }
}
