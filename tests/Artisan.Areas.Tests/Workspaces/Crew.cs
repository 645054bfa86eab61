using System.Net;
using System.Text.Json.Nodes;
using Artisan.Areas.Identity.Storage;
using Artisan.Areas.Billing.Contracts;
using Artisan.Areas.Workspaces.Members;
using Artisan.Areas.Workspaces.Storage;
using Artisan.Azure.Tables;
using Artisan.Platform.Access;
using Artisan.Platform.Ids;
using Artisan.Platform.Storage;
using Artisan.Platform.Time;
using Artisan.Testing;
using Artisan.Testing.Host;
using Microsoft.Extensions.DependencyInjection;

namespace Artisan.Areas.Tests.Workspaces;

/// <summary>People of a workspace, and what they say to it.</summary>
internal static class Crew
{
    public static string Path(string workspaceId, string rest = "") => $"/api/workspaces/workspaces/{workspaceId}{rest}";

    public static string MemberPath(SignedInUser of, SignedInUser member) => Path(of.WorkspaceId, $"/members/{member.UserId}");

    /// <summary>Lifts the limit of seats, as a larger plan does.</summary>
    public static Task GrowAsync(this ArtisanApp app, string workspaceId, int? seats = null, int seq = 1) => app.Seats().SetLimitAsync(workspaceId, seats, seq, CancellationToken.None);

    /// <summary>An owner whose workspace takes any number of members.</summary>
    public static async Task<SignedInUser> SignUpWithRoomAsync(this ArtisanApp app)
    {
        var owner = await app.SignUpAsync();
        await app.GrowAsync(owner.WorkspaceId);
        return owner;
    }

    /// <summary>The gauge of members.</summary>
    public static IGauge Seats(this ArtisanApp app) => app.Services.GetServices<IGauge>().Single(g => g.Metric == UsageMetrics.Seats);

    /// <summary>Invites an address; answers the mailed token.</summary>
    public static async Task<string> InviteAsync(this ArtisanApp app, SignedInUser by, string email, string role = "member", params string[] hats)
    {
        await by.Client.PostJsonAsync(Path(by.WorkspaceId, "/invitations"), new { email, role, hats }, HttpStatusCode.Created);
        return await app.MailedTokenAsync(email, "invitations/accept");
    }

    /// <summary>Somebody with an account of his own joins the workspace and switches to it.</summary>
    public static async Task<SignedInUser> JoinAsync(this ArtisanApp app, SignedInUser owner, string role, params string[] hats)
    {
        var user = await app.SignUpAsync();
        var token = await app.InviteAsync(owner, user.Email, role, hats);
        await user.Client.PostJsonAsync("/api/workspaces/invitations/accept", new { token });
        return await app.SwitchAsync(user, owner.WorkspaceId);
    }

    /// <summary>The same user in another of his workspaces.</summary>
    public static async Task<SignedInUser> SwitchAsync(this ArtisanApp app, SignedInUser user, string workspaceId)
    {
        var access = (string)(await user.Client.PostJsonAsync("/api/auth/workspace", new { workspaceId }))["accessToken"]!;
        return user with { Client = app.CreateClient(access), AccessToken = access, WorkspaceId = workspaceId };
    }

    /// <summary>Many members at once, put there ready: scenarios about races are not about joining.</summary>
    public static async Task<IReadOnlyList<SignedInUser>> SeedAsync(this ArtisanApp app, SignedInUser owner, int count, Role role, Hats hats = Hats.None)
    {
        var (ids, stores, now) = (app.Services.GetRequiredService<IIds>(), app.Services.GetRequiredService<Stores>(), app.Services.GetRequiredService<SystemClock>().Now);
        var home = stores.Workspace(TableNames.Identity, owner.WorkspaceId).Root;
        var (users, members) = (new List<SignedInUser>(), new List<Member>());
        for (var i = 0; i < count; i++)
        {
            var (id, email) = (ids.New("usr"), $"{AzuriteFixture.NewName("m")}@example.com");
            var user = stores.User(id).Root;
            await user.Change()
                .Insert(ProfileRow.Into(user.Row(IdentityKeys.Profile), new Profile { Name = $"Member {i}", Email = email, PasswordHash = "-", CreatedAt = now }))
                .Insert(new Gate { Memberships = new Dictionary<string, GateMembership> { [owner.WorkspaceId] = new(role.Name(), hats.Names()) } }.Into(user.Row(Gate.RowKey)))
                .Insert(new TableEntity(user.Key, IdentityKeys.Membership(owner.WorkspaceId)) { { "name", "Example" } })
                .CommitAsync(CancellationToken.None);
            members.Add(new Member(id, role, hats, $"Member {i}", email, now));
            var access = app.Services.GetRequiredService<AccessTokens>().Issue(new AccessClaims(id, ids.New("ses"), owner.WorkspaceId, now)).Token;
            users.Add(new SignedInUser(app.CreateClient(access), email, "-", access, owner.WorkspaceId, id));
        }

        // The app may be at the row as well, such as when a plan changes how many seats there are.
        await Retry.OnConflictAsync(
            async () =>
            {
                var row = (await home.FindAsync(WorkspaceKeys.Workspace, CancellationToken.None))!;
                (row[WorkspaceRow.Seats], row[WorkspaceRow.SeatLimit]) = (row.GetInt32(WorkspaceRow.Seats) + count, int.MaxValue);
                if (role is Role.Owner) row[WorkspaceRow.Owners] = row.GetInt32(WorkspaceRow.Owners) + count;
                var change = home.Change().Replace(row);
                foreach (var member in members) change.Insert(MemberRow.Into(home.Row(WorkspaceKeys.Member(member.UserId)), member));
                await change.CommitAsync(CancellationToken.None);
                return true;
            },
            CancellationToken.None);
        return users;
    }

    public static async Task<IReadOnlyList<JsonNode>> MembersAsync(this SignedInUser by) =>
        [.. (await by.Client.GetJsonAsync(Path(by.WorkspaceId, "/members?limit=200")))["items"]!.AsArray().Select(m => m!)];

    public static async Task<IReadOnlyDictionary<string, string>> RolesAsync(this SignedInUser by) => (await by.MembersAsync()).ToDictionary(m => (string)m["id"]!, m => (string)m["role"]!);

    /// <summary>The workspace's row, to see that its counts are those of its members.</summary>
    public static async Task<(int Owners, int Seats)> CountsAsync(this ArtisanApp app, string workspaceId)
    {
        var row = await app.WorkspaceAsync(workspaceId);
        return (row.GetInt32(WorkspaceRow.Owners)!.Value, row.GetInt32(WorkspaceRow.Seats)!.Value);
    }

    public static async Task<TableEntity> WorkspaceAsync(this ArtisanApp app, string workspaceId) =>
        (await app.Services.GetRequiredService<Stores>().Workspace(TableNames.Identity, workspaceId).Root.FindAsync(WorkspaceKeys.Workspace, CancellationToken.None))!;

    /// <summary>The code of a refusal.</summary>
    public static async Task<string> CodeAsync(this Task<JsonNode> answer) => (string)(await answer)["code"]!;
}
