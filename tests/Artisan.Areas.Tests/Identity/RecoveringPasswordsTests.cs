using System.Net;
using System.Text.Json.Nodes;
using Artisan.Platform.Audit;
using Artisan.Testing;
using Artisan.Testing.Host;

namespace Artisan.Areas.Tests.Identity;

[Collection(IdentityScenarios.Name)]
public sealed class RecoveringPasswordsTests(IdentityApp shared)
{
    private const string New = "a new and wide river";

    private readonly ArtisanApp _app = shared.App;

    [Fact]
    public async Task A_mailed_link_sets_a_new_password_and_ends_every_session()
    {
        var ada = await _app.SignUpAsync();
        await ForgetAsync(ada.Email);
        var token = await _app.MailedTokenAsync(ada.Email, "reset");

        await _app.Client.PostJsonAsync("/api/auth/password/reset", new { token, password = New });

        Assert.Equal(HttpStatusCode.Unauthorized, await _app.Client.StatusAsync("/api/auth/me", ada.AccessToken));
        using var refreshed = await ada.Client.RefreshAsync();
        using var old = await _app.CreateClient().SignInAsync(ada.Email);
        using var signedIn = await _app.CreateClient().SignInAsync(ada.Email, New);
        Assert.Equal([HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized, HttpStatusCode.OK], [refreshed.StatusCode, old.StatusCode, signedIn.StatusCode]);
        Assert.Single(await _app.AuditAsync(AuditScope.Workspace(ada.WorkspaceId), "auth.password_reset"));
        Assert.Contains(await Mails.ToAsync(_app, ada.Email), m => m.Subject == "Your password was changed");
    }

    [Fact]
    public async Task Of_fifty_uses_of_one_link_one_counts()
    {
        var ada = await _app.SignUpAsync();
        await ForgetAsync(ada.Email);
        var token = await _app.MailedTokenAsync(ada.Email, "reset");

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => _app.Client.SendAsync(IdentityCalls.Post("/api/auth/password/reset", new { token, password = New }))));

        Assert.Single(answers, a => a.StatusCode == HttpStatusCode.OK);
        Assert.Equal(7, answers.Count(a => a.StatusCode == HttpStatusCode.BadRequest));
    }

    [Fact]
    public async Task A_newer_link_kills_the_older_one()
    {
        var ada = await _app.SignUpAsync();
        await ForgetAsync(ada.Email);
        var first = await _app.MailedTokenAsync(ada.Email, "reset");
        await ForgetAsync(ada.Email);
        var second = await _app.MailedTokenAsync(ada.Email, "reset");

        Assert.NotEqual(first, second);
        await _app.Client.PostJsonAsync("/api/auth/password/reset", new { token = first, password = New }, HttpStatusCode.BadRequest);
        await _app.Client.PostJsonAsync("/api/auth/password/reset", new { token = second, password = New });
    }

    [Fact]
    public async Task Known_and_unknown_addresses_get_the_same_answer_at_the_same_cost_and_only_the_known_one_a_mail()
    {
        var ada = await _app.SignUpAsync();
        var unknown = IdentityCalls.NewEmail();

        using var known = await _app.Client.SendAsync(IdentityCalls.Post("/api/auth/password/forgot", new { email = ada.Email.ToUpperInvariant() }));
        using var stranger = await _app.Client.SendAsync(IdentityCalls.Post("/api/auth/password/forgot", new { email = unknown }));
        await _app.SettleAsync();

        Assert.Equal(HttpStatusCode.Accepted, known.StatusCode);
        Assert.Equal(await stranger.SeenAsync(), await known.SeenAsync());
        Assert.Equal((stranger.Operations(), stranger.Operations("limits")), (known.Operations(), known.Operations("limits")));
        Assert.NotNull(await DevOutbox.FindTokenAsync(_app.ConnectionString, ada.Email, "reset"));
        Assert.Empty(await Mails.ToAsync(_app, unknown));
    }

    [Fact]
    public async Task A_common_password_is_refused_and_the_link_still_counts()
    {
        var ada = await _app.SignUpAsync();
        await ForgetAsync(ada.Email);
        var token = await _app.MailedTokenAsync(ada.Email, "reset");

        var refused = await _app.Client.PostJsonAsync("/api/auth/password/reset", new { token, password = "password1" }, HttpStatusCode.BadRequest);

        Assert.Equal("identity.password_common", (string)refused["code"]!);
        await _app.Client.PostJsonAsync("/api/auth/password/reset", new { token, password = New });
    }

    [Fact]
    public async Task A_link_is_too_old_after_an_hour()
    {
        var time = new FakeTime(new DateTimeOffset(2026, 3, 1, 8, 0, 0, TimeSpan.Zero));
        await using var app = await ArtisanApp.StartAsync(time: time);
        var ada = await app.SignUpAsync();
        await app.Client.PostJsonAsync("/api/auth/password/forgot", new { email = ada.Email }, HttpStatusCode.Accepted);
        var token = await app.MailedTokenAsync(ada.Email, "reset");

        time.Advance(TimeSpan.FromHours(1));

        await app.Client.PostJsonAsync("/api/auth/password/reset", new { token, password = New }, HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Changing_it_needs_the_present_one_and_ends_the_other_sessions()
    {
        var ada = await _app.SignUpAsync();
        using var elsewhere = await _app.CreateClient().SignInAsync(ada.Email);
        var other = (string)(await elsewhere.BodyAsync())["accessToken"]!;

        var wrong = await ada.Client.PostJsonAsync("/api/auth/password/change", new { currentPassword = "not the password", password = New }, HttpStatusCode.UnprocessableEntity);
        var common = await ada.Client.PostJsonAsync("/api/auth/password/change", new { currentPassword = ada.Password, password = "password1" }, HttpStatusCode.BadRequest);
        await ada.Client.PostJsonAsync("/api/auth/password/change", new { currentPassword = ada.Password, password = New });

        Assert.Equal(("identity.password_wrong", "identity.password_common"), ((string)wrong["code"]!, (string)common["code"]!));
        Assert.Equal(HttpStatusCode.OK, await _app.Client.StatusAsync("/api/auth/me", ada.AccessToken));
        Assert.Equal(HttpStatusCode.Unauthorized, await _app.Client.StatusAsync("/api/auth/me", other));
        using var old = await _app.CreateClient().SignInAsync(ada.Email);
        using var signedIn = await _app.CreateClient().SignInAsync(ada.Email, New);
        Assert.Equal([HttpStatusCode.Unauthorized, HttpStatusCode.OK], [old.StatusCode, signedIn.StatusCode]);
        Assert.Single(await _app.AuditAsync(AuditScope.Workspace(ada.WorkspaceId), "auth.password_changed"));
        Assert.Contains(await Mails.ToAsync(_app, ada.Email), m => m.Subject == "Your password was changed");
    }

    [Fact]
    public async Task Guessing_the_present_one_makes_wait()
    {
        var ada = await _app.SignUpAsync();

        for (var i = 0; i < 5; i++) await ada.Client.PostJsonAsync("/api/auth/password/change", new { currentPassword = "not the password", password = New }, HttpStatusCode.UnprocessableEntity);

        var waits = await ada.Client.PostJsonAsync("/api/auth/password/change", new { currentPassword = ada.Password, password = New }, HttpStatusCode.TooManyRequests);
        Assert.Equal("identity.too_many_tries", (string)waits["code"]!);
    }

    private Task<JsonNode> ForgetAsync(string email) => _app.Client.PostJsonAsync("/api/auth/password/forgot", new { email }, HttpStatusCode.Accepted);
}
