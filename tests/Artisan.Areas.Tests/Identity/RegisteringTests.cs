using System.Net;
using Artisan.Areas.Identity.Storage;
using Artisan.Platform.Audit;
using Artisan.Platform.Storage;
using Artisan.Testing;
using Artisan.Testing.Host;
using Microsoft.Extensions.DependencyInjection;

namespace Artisan.Areas.Tests.Identity;

[Collection(IdentityScenarios.Name)]
public sealed class RegisteringTests(IdentityApp shared)
{
    private readonly ArtisanApp _app = shared.App;

    [Fact]
    public async Task A_mailed_token_opens_the_account_and_signs_in()
    {
        var ada = await _app.SignUpAsync(password: "a password of her own");

        var me = await ada.Client.GetJsonAsync("/api/auth/me");
        Assert.Equal(ada.Email, (string)me["user"]!["email"]!);
        Assert.Equal("owner", (string)me["workspace"]!["role"]!);
        Assert.Equal("Example", (string)me["workspace"]!["name"]!);
        Assert.Equal(["finance", "technical", "executive"], me["workspace"]!["hats"]!.AsArray().Select(h => (string)h!));
        Assert.Single(me["workspaces"]!.AsArray());
        Assert.Equal(("free", 2L), ((string)me["entitlements"]!["plan"]!, (long)me["entitlements"]!["limits"]!["seats"]!));
        await ada.Client.GetJsonAsync($"/api/workspaces/workspaces/{ada.WorkspaceId}");
    }

    [Fact]
    public async Task Opening_an_account_is_recorded_once_by_each_who_did_something()
    {
        var ada = await _app.SignUpAsync();

        var scope = AuditScope.Workspace(ada.WorkspaceId);
        Assert.Single(await _app.AuditAsync(scope, "auth.account_created"));
        Assert.Single(await _app.AuditAsync(scope, "workspace.created"));
        Assert.Single(await _app.AuditAsync(scope, "auth.signed_in"));
    }

    [Fact]
    public async Task Who_registers_an_address_of_somebody_else_has_no_say_in_its_password()
    {
        var email = IdentityCalls.NewEmail();
        using var stranger = _app.CreateClient();
        using var owner = _app.CreateClient();
        using var byStranger = await stranger.RegisterAsync(email);
        using var chosen = await stranger.SendAsync(IdentityCalls.Post("/api/auth/register", new { name = "X", email, password = "the password of a stranger", workspaceName = "X" }));
        using var again = await owner.SendAsync(IdentityCalls.Post("/api/auth/email/resend", new { email }));

        using var confirmed = await owner.VerifyAsync(await _app.MailedTokenAsync(email, "verify"), "the password of the owner");

        Assert.Equal([HttpStatusCode.BadRequest, HttpStatusCode.OK], [chosen.StatusCode, confirmed.StatusCode]);
        using var strangers = await stranger.SignInAsync(email, "the password of a stranger");
        using var owners = await owner.SignInAsync(email, "the password of the owner");
        Assert.Equal([HttpStatusCode.Unauthorized, HttpStatusCode.OK], [strangers.StatusCode, owners.StatusCode]);
    }

    [Fact]
    public async Task A_token_whose_account_was_opened_by_a_try_that_died_signs_in_with_the_password_of_that_try_only()
    {
        var token = await ReadyAccount.RegisterAsync(_app.Services, IdentityCalls.NewEmail());
        using var client = _app.CreateClient();
        using var first = await client.VerifyAsync(token);
        var userId = (string)(await first.BodyAsync())["user"]!["id"]!;
        // As it is where the process died between opening the account and signing in.
        await _app.Services.GetRequiredService<Stores>().User(userId).Root.Change().Delete(IdentityKeys.Confirmed).CommitAsync(CancellationToken.None);

        using var other = await client.VerifyAsync(token, "not the password of before");
        using var same = await client.VerifyAsync(token);
        using var spent = await client.VerifyAsync(token);

        Assert.Equal([HttpStatusCode.BadRequest, HttpStatusCode.OK, HttpStatusCode.BadRequest], [other.StatusCode, same.StatusCode, spent.StatusCode]);
    }

    [Fact]
    public async Task A_known_address_gets_the_same_answer_and_a_mail_that_says_so()
    {
        var ada = await _app.SignUpAsync();
        using var client = _app.CreateClient();

        using var known = await client.RegisterAsync(ada.Email.ToUpperInvariant());
        using var unknown = await client.RegisterAsync(IdentityCalls.NewEmail());
        await _app.SettleAsync();

        Assert.Equal(HttpStatusCode.Accepted, known.StatusCode);
        Assert.Equal(await unknown.SeenAsync(), await known.SeenAsync());
        Assert.Equal(unknown.Operations(), known.Operations());
        Assert.Equal(unknown.Operations("limits"), known.Operations("limits"));
        Assert.Contains(await Mails.ToAsync(_app, ada.Email.ToUpperInvariant()), m => m.Subject == "You already have an account" && m.Token is null);
        using var old = await client.SignInAsync(ada.Email, ada.Password);
        Assert.Equal(HttpStatusCode.OK, old.StatusCode);
    }

    [Fact]
    public async Task A_token_is_spent_by_its_first_use()
    {
        using var client = _app.CreateClient();
        var email = IdentityCalls.NewEmail();
        using var registered = await client.RegisterAsync(email);
        var token = await _app.MailedTokenAsync(email, "verify");

        await client.PostJsonAsync("/api/auth/email/verify", new { token, password = IdentityCalls.Password });

        var again = await client.PostJsonAsync("/api/auth/email/verify", new { token, password = IdentityCalls.Password }, HttpStatusCode.BadRequest);
        Assert.Equal("identity.token_invalid", (string)again["code"]!);
    }

    [Theory]
    [InlineData("x")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("../../../../../../../../../../../../../../x")]
    public async Task A_token_that_is_not_ours_is_refused(string token)
    {
        var refused = await _app.Client.PostJsonAsync("/api/auth/email/verify", new { token, password = IdentityCalls.Password }, HttpStatusCode.BadRequest);

        Assert.Equal("identity.token_invalid", (string)refused["code"]!);
    }

    [Fact]
    public async Task Nobody_can_sign_in_before_the_address_is_confirmed()
    {
        using var client = _app.CreateClient();
        var email = IdentityCalls.NewEmail();
        using var registered = await client.RegisterAsync(email);
        await _app.SettleAsync();

        using var response = await client.SignInAsync(email);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Fact]
    public async Task Fifty_registrations_of_one_address_at_once_lead_to_one_user_and_five_mails()
    {
        var email = IdentityCalls.NewEmail();
        using var client = _app.CreateClient();
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => client.RegisterAsync(email)));
        await _app.SettleAsync();
        var tokens = (await Mails.ToAsync(_app, email)).Select(m => m.Token!).ToList();

        var verified = await Task.WhenAll(tokens.Select(token => client.VerifyAsync(token)));

        Assert.All(answers, a => Assert.Equal(HttpStatusCode.Accepted, a.StatusCode));
        Assert.Equal(5, tokens.Distinct().Count());
        Assert.Single(verified, v => v.StatusCode == HttpStatusCode.OK);
        Assert.Equal(4, verified.Count(v => v.StatusCode == HttpStatusCode.BadRequest));
        using var signedIn = await client.SignInAsync(email);
        Assert.Equal((string)(await verified.Single(v => v.IsSuccessStatusCode).BodyAsync())["user"]!["id"]!, (string)(await signedIn.BodyAsync())["user"]!["id"]!);
    }

    [Fact]
    public async Task One_token_used_twice_at_once_signs_in_once()
    {
        using var client = _app.CreateClient();
        var email = IdentityCalls.NewEmail();
        using var registered = await client.RegisterAsync(email);
        var token = await _app.MailedTokenAsync(email, "verify");

        var verified = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => client.VerifyAsync(token)));

        Assert.Single(verified, v => v.StatusCode == HttpStatusCode.OK);
    }

    [Fact]
    public async Task Another_mail_brings_another_token_and_an_unknown_address_none()
    {
        using var client = _app.CreateClient();
        var (email, unknown) = (IdentityCalls.NewEmail(), IdentityCalls.NewEmail());
        using var registered = await client.RegisterAsync(email);
        var first = await _app.MailedTokenAsync(email, "verify");

        using var waiting = await client.SendAsync(IdentityCalls.Post("/api/auth/email/resend", new { email }));
        using var stranger = await client.SendAsync(IdentityCalls.Post("/api/auth/email/resend", new { email = unknown }));
        var second = await _app.MailedTokenAsync(email, "verify");

        Assert.Equal(await stranger.SeenAsync(), await waiting.SeenAsync());
        Assert.Equal(stranger.Operations(), waiting.Operations());
        Assert.NotEqual(first, second);
        Assert.Empty(await Mails.ToAsync(_app, unknown));
        await client.PostJsonAsync("/api/auth/email/verify", new { token = second, password = IdentityCalls.Password });
        await client.PostJsonAsync("/api/auth/email/verify", new { token = first, password = IdentityCalls.Password }, HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData("no-at-sign")]
    [InlineData("two@signs@example.com")]
    [InlineData("a@b.com\r\nBcc: c@d.com")]
    [InlineData("a@b.com,c@d.com")]
    [InlineData("<a@b.com>")]
    public async Task What_is_not_one_bare_address_is_refused(string email)
    {
        using var response = await _app.Client.RegisterAsync(email);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task A_field_that_is_not_asked_for_is_refused()
    {
        var body = new { name = "Ada", email = IdentityCalls.NewEmail(), workspaceName = "X", role = "owner", userId = "usr_1" };

        await _app.Client.PostJsonAsync("/api/auth/register", body, HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_token_is_too_old_after_a_day()
    {
        var time = new FakeTime(new DateTimeOffset(2026, 3, 1, 8, 0, 0, TimeSpan.Zero));
        await using var app = await ArtisanApp.StartAsync(time: time);
        var email = IdentityCalls.NewEmail();
        using var registered = await app.Client.RegisterAsync(email);
        var token = await app.MailedTokenAsync(email, "verify");

        time.Advance(TimeSpan.FromHours(24));

        await app.Client.PostJsonAsync("/api/auth/email/verify", new { token, password = IdentityCalls.Password }, HttpStatusCode.BadRequest);
    }
}
