using System.Net;
using Artisan.Areas.Tests.Identity;
using Artisan.Platform.Audit;
using Artisan.Testing;
using Artisan.Testing.Host;

namespace Artisan.Areas.Tests.Workspaces;

[Collection(IdentityScenarios.Name)]
public sealed class InvitingTests(IdentityApp shared) : IAsyncLifetime
{
    private const string Accept = "/api/workspaces/invitations/accept";
    private const string Lookup = "/api/workspaces/invitations/lookup";
    private const string Invitations = "/api/workspaces/invitations";

    private readonly ArtisanApp _app = shared.App;
    private SignedInUser _ada = null!;

    public async Task InitializeAsync() => _ada = await _app.SignUpWithRoomAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Who_has_no_account_gets_one_in_the_workspace_and_is_signed_in()
    {
        var email = IdentityCalls.NewEmail();
        var token = await _app.InviteAsync(_ada, email, "admin", "finance");
        using var client = _app.CreateClient();

        var shown = await client.PostJsonAsync(Lookup, new { token });
        using var answer = await client.SendAsync(IdentityCalls.Post(Accept, new { token, name = "Grace", password = "a passphrase of hers" }));

        Assert.Equal(("Example", email, "admin", "Ada Example"), ((string)shown["workspaceName"]!, (string)shown["email"]!, (string)shown["role"]!, (string)shown["invitedBy"]!));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.NotEmpty(answer.Cookie());
        var joined = await answer.BodyAsync();
        Assert.Equal((_ada.WorkspaceId, "admin"), ((string)joined["workspaceId"]!, (string)joined["role"]!));
        Assert.Equal(_ada.WorkspaceId, (string)joined["signedIn"]!["workspaceId"]!);
        using var grace = _app.CreateClient((string)joined["signedIn"]!["accessToken"]!);
        var me = await grace.GetJsonAsync("/api/auth/me");
        Assert.Equal("Example", (string)Assert.Single(me["workspaces"]!.AsArray())!["name"]!);
        using var again = await _app.CreateClient().SignInAsync(email, "a passphrase of hers");
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
        Assert.Single(await _app.AuditAsync(AuditScope.Workspace(_ada.WorkspaceId), "workspace.member_joined"));
        Assert.Single(await _app.AuditAsync(AuditScope.Workspace(_ada.WorkspaceId), "workspace.member_invited"));
    }

    [Fact]
    public async Task Who_has_an_account_finds_the_invitation_and_accepts_it_by_its_id()
    {
        var bob = await _app.SignUpAsync();
        await _app.InviteAsync(_ada, bob.Email.ToUpperInvariant(), "member");

        var received = Assert.Single((await bob.Client.GetJsonAsync(Invitations))["received"]!.AsArray())!;
        Assert.Equal(("Example", "member"), ((string)received["workspaceName"]!, (string)received["role"]!));
        var joined = await bob.Client.PostJsonAsync(Accept, new { id = (string)received["id"]! });

        Assert.Null(joined["signedIn"]);
        Assert.Equal("member", (await (await _app.SwitchAsync(bob, _ada.WorkspaceId)).RolesAsync())[bob.UserId]);
        await _app.SettleAsync();
        Assert.Empty((await bob.Client.GetJsonAsync(Invitations))["received"]!.AsArray());
    }

    [Fact]
    public async Task An_address_with_an_account_is_not_opened_a_second_time()
    {
        var bob = await _app.SignUpAsync();
        var token = await _app.InviteAsync(_ada, bob.Email);

        Assert.Equal("identity.address_taken", await _app.Client.PostJsonAsync(Accept, new { token, name = "Mallory", password = "a passphrase of hers" }, HttpStatusCode.Conflict).CodeAsync());
    }

    [Fact]
    public async Task Only_the_invited_address_can_accept()
    {
        var (bob, eve) = (await _app.SignUpAsync(), await _app.SignUpAsync());
        var token = await _app.InviteAsync(_ada, bob.Email);
        var id = (string)(await bob.Client.GetJsonAsync(Invitations))["received"]![0]!["id"]!;

        Assert.Equal("workspaces.invitation_for_another", await eve.Client.PostJsonAsync(Accept, new { token }, HttpStatusCode.Forbidden).CodeAsync());
        Assert.Equal("workspaces.invitation_invalid", await eve.Client.PostJsonAsync(Accept, new { id }, HttpStatusCode.NotFound).CodeAsync());
        Assert.Equal((1, 1), await _app.CountsAsync(_ada.WorkspaceId));
    }

    [Theory]
    [InlineData("a/b")]
    [InlineData("inv_#?")]
    [InlineData("")]
    public async Task An_id_that_is_none_is_that_of_no_invitation(string id) =>
        Assert.Equal("workspaces.invitation_invalid", await _ada.Client.PostJsonAsync(Accept, new { id }, HttpStatusCode.NotFound).CodeAsync());

    [Fact]
    public async Task Tokens_that_are_unknown_revoked_replaced_used_or_old_get_one_answer()
    {
        var time = new FakeTime(TimeProvider.System.GetUtcNow());
        await using var app = await ArtisanApp.StartAsync(time: time);
        var ada = await app.SignUpAsync();
        await app.GrowAsync(ada.WorkspaceId);
        var unknown = $"{ada.WorkspaceId}.inv_00000000000000000000000000.{new string('0', 64)}";
        var revoked = await app.InviteAsync(ada, "revoked@example.com");
        await ada.Client.DeleteJsonAsync($"{Invitations}/{revoked.Split('.')[1]}");
        var replaced = await app.InviteAsync(ada, "replaced@example.com");
        await ada.Client.PostJsonAsync($"{Invitations}/{replaced.Split('.')[1]}/resend", new { });
        var bob = await app.SignUpAsync();
        var used = await app.InviteAsync(ada, bob.Email);
        await bob.Client.PostJsonAsync(Accept, new { token = used });
        var old = await app.InviteAsync(ada, "old@example.com");
        var guessed = $"{string.Join('.', old.Split('.')[..2])}.{new string('0', 64)}";

        var answers = new List<string>();
        foreach (var token in new[] { unknown, revoked, replaced, used, guessed, "nothing like one" }) answers.Add(await SeenAsync(app, token));
        time.Advance(TimeSpan.FromDays(7) - TimeSpan.FromMinutes(1));
        Assert.StartsWith("200", await SeenAsync(app, old), StringComparison.Ordinal);
        time.Advance(TimeSpan.FromMinutes(1));
        answers.Add(await SeenAsync(app, old));

        Assert.StartsWith("404", Assert.Single(answers.Distinct()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sending_again_kills_the_old_token_and_revives_one_that_ran_out()
    {
        var time = new FakeTime(TimeProvider.System.GetUtcNow());
        await using var app = await ArtisanApp.StartAsync(time: time);
        var ada = await app.SignUpAsync();
        var first = await app.InviteAsync(ada, "late@example.com");
        var id = first.Split('.')[1];
        time.Advance(TimeSpan.FromDays(8));
        using var signedIn = await app.CreateClient().SignInAsync(ada.Email);
        using var client = app.CreateClient((string)(await signedIn.BodyAsync())["accessToken"]!);
        Assert.Equal("expired", (string)(await client.GetJsonAsync(Invitations))["sent"]!["items"]![0]!["state"]!);

        await client.PostJsonAsync($"{Invitations}/{id}/resend", new { });
        var second = await app.MailedTokenAsync("late@example.com", "invitations/accept");

        Assert.NotEqual(first, second);
        Assert.StartsWith("404", await SeenAsync(app, first), StringComparison.Ordinal);
        Assert.StartsWith("200", await SeenAsync(app, second), StringComparison.Ordinal);
        await app.Client.PostJsonAsync(Accept, new { token = second, name = "Late", password = "a passphrase of hers" });
    }

    [Fact]
    public async Task One_address_is_invited_once_however_many_ask_at_once()
    {
        var email = IdentityCalls.NewEmail();

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => _ada.Client.SendAsync(IdentityCalls.Post(Crew.Path(_ada.WorkspaceId, "/invitations"), new { email, role = "member" }))));

        Assert.Single(answers, a => a.StatusCode == HttpStatusCode.Created);
        Assert.Equal("workspaces.already_invited", (string)(await answers.First(a => a.StatusCode == HttpStatusCode.Conflict).BodyAsync())["code"]!);
        await _app.SettleAsync();
        Assert.Single(await Mails.ToAsync(_app, email));
        Assert.Equal("workspaces.already_member", await _ada.Client.PostJsonAsync(Crew.Path(_ada.WorkspaceId, "/invitations"), new { email = _ada.Email.ToUpperInvariant(), role = "member" }, HttpStatusCode.Conflict).CodeAsync());
    }

    [Fact]
    public async Task A_repeated_call_with_its_key_invites_once_and_answers_the_same()
    {
        var body = new { email = IdentityCalls.NewEmail(), role = "viewer" };

        var first = await _ada.Client.PostJsonAsync(Crew.Path(_ada.WorkspaceId, "/invitations"), body, HttpStatusCode.Created, ("Idempotency-Key", "invite-1"));
        var second = await _ada.Client.PostJsonAsync(Crew.Path(_ada.WorkspaceId, "/invitations"), body, HttpStatusCode.Created, ("Idempotency-Key", "invite-1"));

        Assert.Equal(first.ToJsonString(), second.ToJsonString());
    }

    [Fact]
    public async Task Fifty_accepts_at_once_make_one_member_who_can_enter()
    {
        var bob = await _app.SignUpAsync();
        var token = await _app.InviteAsync(_ada, bob.Email);

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => bob.Client.SendAsync(IdentityCalls.Post(Accept, new { token }))));

        Assert.All(answers, a => Assert.Equal(HttpStatusCode.OK, a.StatusCode));
        Assert.Equal((1, 2), await _app.CountsAsync(_ada.WorkspaceId));
        Assert.Equal(2, (await (await _app.SwitchAsync(bob, _ada.WorkspaceId)).MembersAsync()).Count);
        Assert.Single(await _app.AuditAsync(AuditScope.Workspace(_ada.WorkspaceId), "workspace.member_joined"));
    }

    [Fact]
    public async Task An_admin_invites_up_to_his_role_without_hats_and_others_do_not_invite()
    {
        var (bob, eve) = (await _app.JoinAsync(_ada, "admin"), await _app.JoinAsync(_ada, "member"));
        Task<string> InviteAsync(object body) => bob.Client.PostJsonAsync(Crew.Path(_ada.WorkspaceId, "/invitations"), body, HttpStatusCode.Forbidden).CodeAsync();

        Assert.Equal("workspaces.role_above_own", await InviteAsync(new { email = IdentityCalls.NewEmail(), role = "owner" }));
        Assert.Equal("workspaces.hats_by_owner", await InviteAsync(new { email = IdentityCalls.NewEmail(), role = "member", hats = new[] { "finance" } }));
        await eve.Client.PostJsonAsync(Crew.Path(_ada.WorkspaceId, "/invitations"), new { email = IdentityCalls.NewEmail(), role = "viewer" }, HttpStatusCode.Forbidden);
        Assert.Null((await eve.Client.GetJsonAsync(Invitations))["sent"]);
        await bob.Client.PostJsonAsync(Crew.Path(_ada.WorkspaceId, "/invitations"), new { email = IdentityCalls.NewEmail(), role = "admin" }, HttpStatusCode.Created);
        Assert.Single((await bob.Client.GetJsonAsync(Invitations))["sent"]!["items"]!.AsArray());
    }

    [Fact]
    public async Task Invitations_of_another_workspace_are_not_there()
    {
        var eve = await _app.SignUpAsync();
        var id = (await _app.InviteAsync(_ada, IdentityCalls.NewEmail())).Split('.')[1];

        await eve.Client.PostJsonAsync($"{Invitations}/{id}/resend", new { }, HttpStatusCode.NotFound);
        await eve.Client.DeleteJsonAsync($"{Invitations}/{id}", HttpStatusCode.NotFound);
        await eve.Client.PostJsonAsync(Crew.Path(_ada.WorkspaceId, "/invitations"), new { email = "x@example.com", role = "viewer" }, HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("no address", "member", "email")]
    [InlineData("a@example.com", "boss", "role")]
    [InlineData("a@example.com, b@example.com", "member", "email")]
    public async Task What_cannot_be_read_is_refused_by_its_field(string email, string role, string field) =>
        Assert.NotNull((await _ada.Client.PostJsonAsync(Crew.Path(_ada.WorkspaceId, "/invitations"), new { email, role }, HttpStatusCode.BadRequest))["errors"]![field]);

    [Fact]
    public async Task Without_a_token_an_account_or_its_parts_acceptance_says_what_is_missing()
    {
        var token = await _app.InviteAsync(_ada, IdentityCalls.NewEmail());

        Assert.NotNull((await _app.Client.PostJsonAsync(Accept, new { }, HttpStatusCode.BadRequest))["errors"]!["token"]);
        Assert.NotNull((await _app.Client.PostJsonAsync(Accept, new { token }, HttpStatusCode.BadRequest))["errors"]!["name"]);
        Assert.NotNull((await _app.Client.PostJsonAsync(Accept, new { token, name = "Grace" }, HttpStatusCode.BadRequest))["errors"]!["password"]);
        Assert.Equal("identity.password_common", await _app.Client.PostJsonAsync(Accept, new { token, name = "Grace", password = "password" }, HttpStatusCode.BadRequest).CodeAsync());
        Assert.NotNull((await _ada.Client.PostJsonAsync(Accept, new { }, HttpStatusCode.BadRequest))["errors"]!["token"]);
    }

    private static async Task<string> SeenAsync(ArtisanApp app, string token)
    {
        using var answer = await app.Client.SendAsync(IdentityCalls.Post(Lookup, new { token }));
        return await answer.SeenAsync();
    }
}
