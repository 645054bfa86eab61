using System.Net;
using Artisan.Areas.Tests.Identity;
using Artisan.Platform.Audit;
using Artisan.Testing.Host;

namespace Artisan.Areas.Tests.Workspaces;

[Collection(IdentityScenarios.Name)]
public sealed class ManagingMembersTests(IdentityApp shared) : IAsyncLifetime
{
    private readonly ArtisanApp _app = shared.App;
    private SignedInUser _ada = null!;

    public async Task InitializeAsync() => _ada = await _app.SignUpWithRoomAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task A_list_shows_who_is_in_with_roles_and_hats_and_follows_names()
    {
        var bob = await _app.JoinAsync(_ada, "viewer", "finance");
        await bob.Client.PutJsonAsync("/api/auth/me", new { name = "Bob Renamed", locale = "en", timeZone = "UTC" });
        await _app.SettleAsync();

        var members = await bob.MembersAsync();

        Assert.Equal(2, members.Count);
        var (owner, viewer) = (members.Single(m => (string)m["id"]! == _ada.UserId), members.Single(m => (string)m["id"]! == bob.UserId));
        Assert.Equal(("Ada Example", _ada.Email, "owner"), ((string)owner["name"]!, (string)owner["email"]!, (string)owner["role"]!));
        Assert.Equal(["finance", "technical", "executive"], owner["hats"]!.AsArray().Select(h => (string)h!));
        Assert.Equal(("Bob Renamed", "viewer"), ((string)viewer["name"]!, (string)viewer["role"]!));
        Assert.Equal(["finance"], viewer["hats"]!.AsArray().Select(h => (string)h!));
    }

    [Fact]
    public async Task A_new_role_counts_from_the_next_request_on_and_is_recorded()
    {
        var bob = await _app.JoinAsync(_ada, "viewer");
        await bob.Client.GetJsonAsync("/api/auth/api-keys", HttpStatusCode.Forbidden);

        await _ada.Client.PutJsonAsync(Crew.MemberPath(_ada, bob), new { role = "admin", hats = new[] { "technical" } });
        await bob.Client.GetJsonAsync("/api/auth/api-keys");
        await _ada.Client.PutJsonAsync(Crew.MemberPath(_ada, bob), new { role = "member" });
        await bob.Client.GetJsonAsync("/api/auth/api-keys", HttpStatusCode.Forbidden);

        Assert.Equal(["technical"], (await _ada.MembersAsync()).Single(m => (string)m["id"]! == bob.UserId)["hats"]!.AsArray().Select(h => (string)h!));
        var entries = await _app.AuditAsync(AuditScope.Workspace(_ada.WorkspaceId), "workspace.member_role_changed");
        Assert.Equal(["member", "admin"], entries.Select(e => (string)e.After!["role"]!));
        Assert.All(entries, e => Assert.Equal((_ada.UserId, bob.UserId), (e.Actor.Id, e.Target.Id)));
    }

    [Fact]
    public async Task The_same_role_again_changes_and_records_nothing()
    {
        var bob = await _app.JoinAsync(_ada, "member");

        await _ada.Client.PutJsonAsync(Crew.MemberPath(_ada, bob), new { role = "member" });

        Assert.Empty(await _app.AuditAsync(AuditScope.Workspace(_ada.WorkspaceId), "workspace.member_role_changed"));
    }

    [Fact]
    public async Task Nobody_gives_a_role_above_his_own_or_touches_one_who_has_it()
    {
        var (bob, eve) = (await _app.JoinAsync(_ada, "admin"), await _app.JoinAsync(_ada, "member"));

        Assert.Equal("workspaces.role_above_own", await bob.Client.PutJsonAsync(Crew.MemberPath(bob, eve), new { role = "owner" }, HttpStatusCode.Forbidden).CodeAsync());
        Assert.Equal("workspaces.role_above_own", await bob.Client.PutJsonAsync(Crew.MemberPath(bob, _ada), new { role = "viewer" }, HttpStatusCode.Forbidden).CodeAsync());
        Assert.Equal("workspaces.role_above_own", await bob.Client.DeleteJsonAsync(Crew.MemberPath(bob, _ada), HttpStatusCode.Forbidden).CodeAsync());
        Assert.Equal("workspaces.own_role", await bob.Client.PutJsonAsync(Crew.MemberPath(bob, bob), new { role = "viewer" }, HttpStatusCode.Forbidden).CodeAsync());
        await bob.Client.PutJsonAsync(Crew.MemberPath(bob, eve), new { role = "admin" });
    }

    [Fact]
    public async Task Hats_are_given_and_taken_by_an_owner_only()
    {
        var (bob, eve) = (await _app.JoinAsync(_ada, "admin"), await _app.JoinAsync(_ada, "member", "finance"));

        Assert.Equal("workspaces.hats_by_owner", await bob.Client.PutJsonAsync(Crew.MemberPath(bob, eve), new { role = "member", hats = Array.Empty<string>() }, HttpStatusCode.Forbidden).CodeAsync());
        Assert.Equal("workspaces.hats_by_owner", await bob.Client.PutJsonAsync(Crew.MemberPath(bob, eve), new { role = "member", hats = new[] { "finance", "executive" } }, HttpStatusCode.Forbidden).CodeAsync());
        // Saying what is so anyway gives nothing.
        await bob.Client.PutJsonAsync(Crew.MemberPath(bob, eve), new { role = "viewer", hats = new[] { "finance" } });
        await _ada.Client.PutJsonAsync(Crew.MemberPath(_ada, eve), new { role = "viewer", hats = new[] { "executive" } });
    }

    [Fact]
    public async Task Who_is_removed_is_out_at_once_and_his_seat_is_free()
    {
        var bob = await _app.JoinAsync(_ada, "admin");
        await bob.Client.GetJsonAsync(Crew.Path(bob.WorkspaceId));

        await _ada.Client.DeleteJsonAsync(Crew.MemberPath(_ada, bob));

        await bob.Client.GetJsonAsync(Crew.Path(bob.WorkspaceId), HttpStatusCode.Forbidden);
        await bob.Client.PostJsonAsync("/api/auth/workspace", new { workspaceId = _ada.WorkspaceId }, HttpStatusCode.NotFound);
        await _ada.Client.DeleteJsonAsync(Crew.MemberPath(_ada, bob), HttpStatusCode.NotFound);
        Assert.Equal((1, 1), await _app.CountsAsync(_ada.WorkspaceId));
        Assert.Single(await _app.AuditAsync(AuditScope.Workspace(_ada.WorkspaceId), "workspace.member_removed"));
    }

    [Fact]
    public async Task Anybody_may_leave_but_only_admins_remove_others_and_the_last_owner_stays()
    {
        var (bob, eve) = (await _app.JoinAsync(_ada, "viewer"), await _app.JoinAsync(_ada, "member"));

        await eve.Client.DeleteJsonAsync(Crew.MemberPath(eve, bob), HttpStatusCode.Forbidden);
        await bob.Client.DeleteJsonAsync(Crew.MemberPath(bob, bob));
        await bob.Client.GetJsonAsync(Crew.Path(bob.WorkspaceId), HttpStatusCode.Forbidden);
        Assert.Equal("workspaces.last_owner", await _ada.Client.DeleteJsonAsync(Crew.MemberPath(_ada, _ada), HttpStatusCode.Conflict).CodeAsync());
        Assert.Equal((1, 2), await _app.CountsAsync(_ada.WorkspaceId));
        Assert.Single(await _app.AuditAsync(AuditScope.Workspace(_ada.WorkspaceId), "workspace.member_left"));
    }

    [Fact]
    public async Task Ownership_goes_to_an_admin_and_the_giver_is_an_admin_then()
    {
        var (bob, eve) = (await _app.JoinAsync(_ada, "admin"), await _app.JoinAsync(_ada, "member"));
        var transfer = Crew.Path(_ada.WorkspaceId, "/transfer");

        Assert.Equal("workspaces.not_an_admin", await _ada.Client.PostJsonAsync(transfer, new { memberId = eve.UserId }, HttpStatusCode.Conflict).CodeAsync());
        await _ada.Client.PostJsonAsync(transfer, new { memberId = "usr_00000000000000000000000000" }, HttpStatusCode.NotFound);
        await _ada.Client.PostJsonAsync(transfer, new { memberId = bob.UserId });

        Assert.Equal(("owner", "admin"), ((await bob.RolesAsync())[bob.UserId], (await bob.RolesAsync())[_ada.UserId]));
        await _ada.Client.PostJsonAsync(transfer, new { memberId = bob.UserId }, HttpStatusCode.Forbidden);
        Assert.Equal((1, 3), await _app.CountsAsync(_ada.WorkspaceId));
    }

    [Fact]
    public async Task Members_of_another_workspace_are_not_there()
    {
        var eve = await _app.SignUpAsync();
        var bob = await _app.JoinAsync(_ada, "member");

        await eve.Client.GetJsonAsync(Crew.Path(_ada.WorkspaceId, "/members"), HttpStatusCode.NotFound);
        await eve.Client.PutJsonAsync(Crew.MemberPath(_ada, bob), new { role = "viewer" }, HttpStatusCode.NotFound);
        await eve.Client.PutJsonAsync(Crew.MemberPath(eve, bob), new { role = "viewer" }, HttpStatusCode.NotFound);
        await eve.Client.DeleteJsonAsync(Crew.MemberPath(eve, bob), HttpStatusCode.NotFound);
        await eve.Client.PostJsonAsync(Crew.Path(eve.WorkspaceId, "/transfer"), new { memberId = bob.UserId }, HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("chief", null, "role")]
    [InlineData("member", "top", "hats")]
    [InlineData("", null, "role")]
    public async Task What_cannot_be_read_is_refused_by_its_field(string role, string? hat, string field)
    {
        var answer = await _ada.Client.PutJsonAsync(Crew.Path(_ada.WorkspaceId, "/members/usr_00000000000000000000000000"), new { role, hats = hat is null ? Array.Empty<string>() : [hat] }, HttpStatusCode.BadRequest);

        Assert.NotNull(answer["errors"]![field]);
    }
}
