using System.Net;
using Artisan.Areas.Identity.Storage;
using Artisan.Areas.Tests.Identity;
using Artisan.Areas.Workspaces.Contracts;
using Artisan.Platform.Storage;
using Artisan.Testing.Host;
using Microsoft.Extensions.DependencyInjection;

namespace Artisan.Areas.Tests.Workspaces;

/// <summary>Nobody owns more than three Free workspaces, by whatever way he becomes an owner.</summary>
[Collection(IdentityScenarios.Name)]
public sealed class OwningFreeWorkspacesTests(IdentityApp shared)
{
    private const string FreeLimit = "workspaces.free_limit";
    private readonly ArtisanApp _app = shared.App;

    [Fact]
    public async Task Neither_a_role_nor_a_transfer_nor_an_invitation_gives_a_fourth_one()
    {
        var (ada, bob) = (await GrownAsync(), await _app.SignUpAsync());
        foreach (var name in new[] { "Second", "Third" }) await FoundAsync(bob, name);
        var member = await JoinAsync(ada, bob, "admin");

        Assert.Equal(FreeLimit, await ada.Client.PutJsonAsync(Crew.MemberPath(ada, bob), new { role = "owner" }, HttpStatusCode.Conflict).CodeAsync());
        Assert.Equal(FreeLimit, await ada.Client.PostJsonAsync(Crew.Path(ada.WorkspaceId, "/transfer"), new { memberId = bob.UserId }, HttpStatusCode.Conflict).CodeAsync());
        var cleo = await GrownAsync();
        var token = await _app.InviteAsync(cleo, bob.Email, "owner");
        Assert.Equal(FreeLimit, await bob.Client.PostJsonAsync("/api/workspaces/invitations/accept", new { token }, HttpStatusCode.Conflict).CodeAsync());

        // One that is paid for does not count.
        await _app.Services.GetRequiredService<IFreeWorkspaces>().SetAsync(ada.WorkspaceId, free: false, seq: 7, CancellationToken.None);
        await ada.Client.PutJsonAsync(Crew.MemberPath(ada, bob), new { role = "owner" });
        Assert.Equal("owner", (await member.RolesAsync())[bob.UserId]);
    }

    [Fact]
    public async Task Of_eight_workspaces_that_are_handed_over_at_once_two_are_taken()
    {
        var bob = await _app.SignUpAsync();
        var owners = new List<SignedInUser>();
        for (var i = 0; i < 8; i++)
        {
            owners.Add(await GrownAsync());
            await JoinAsync(owners[^1], bob, "admin");
        }

        var answers = await Task.WhenAll(owners.Select(o => o.Client.SendAsync(IdentityCalls.Post(Crew.Path(o.WorkspaceId, "/transfer"), new { memberId = bob.UserId }))));

        Assert.Equal(2, answers.Count(a => a.StatusCode == HttpStatusCode.OK));
        Assert.All(answers, a => Assert.True(a.StatusCode is HttpStatusCode.OK or HttpStatusCode.Conflict));
        Assert.Equal(3, Founding.FreeOwned(await _app.UserRowAsync(bob.UserId, IdentityKeys.Owned), DateTimeOffset.MaxValue));
    }

    [Fact]
    public void A_place_that_is_held_and_not_taken_is_free_again_after_five_minutes()
    {
        var home = _app.Services.GetRequiredService<Stores>().User("usr_01arz3ndektsv4rrffq69g5fav").Root;
        var now = new DateTimeOffset(2026, 3, 1, 8, 0, 0, TimeSpan.Zero);
        var owned = Founding.Reserve(home, null, "ws_1", now);
        for (var i = 2; i <= 3; i++) owned = Founding.Reserve(home, owned, $"ws_{i}", now);

        Assert.Null(Founding.Reserve(home, owned, "ws_4", now));
        Assert.NotNull(Founding.Reserve(home, owned, "ws_3", now));
        Assert.Equal((3, 0), (Founding.FreeOwned(owned, now.AddMinutes(4)), Founding.FreeOwned(owned, now.AddMinutes(5))));
        Assert.NotNull(Founding.Reserve(home, owned, "ws_4", now.AddMinutes(5)));
    }

    private async Task<SignedInUser> GrownAsync()
    {
        var user = await _app.SignUpAsync();
        await _app.GrowAsync(user.WorkspaceId);
        return user;
    }

    private async Task<SignedInUser> JoinAsync(SignedInUser owner, SignedInUser user, string role)
    {
        var token = await _app.InviteAsync(owner, user.Email, role);
        await user.Client.PostJsonAsync("/api/workspaces/invitations/accept", new { token });
        return await _app.SwitchAsync(user, owner.WorkspaceId);
    }

    private static Task<System.Text.Json.Nodes.JsonNode> FoundAsync(SignedInUser user, string name) => user.Client.PostJsonAsync("/api/workspaces/workspaces", new { name, timeZone = "UTC", currency = "USD" }, HttpStatusCode.Created);
}
