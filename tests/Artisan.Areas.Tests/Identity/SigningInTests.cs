using System.Net;
using Artisan.Platform.Audit;
using Artisan.Testing.Host;

namespace Artisan.Areas.Tests.Identity;

[Collection(IdentityScenarios.Name)]
public sealed class SigningInTests(IdentityApp shared)
{
    private readonly ArtisanApp _app = shared.App;

    [Fact]
    public async Task The_right_password_gives_an_access_token_and_a_cookie_that_no_script_can_read()
    {
        var ada = await _app.SignUpAsync();

        using var response = await _app.CreateClient().SignInAsync(ada.Email.ToUpperInvariant());

        var body = await response.BodyAsync();
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(["accessToken", "expiresAt", "user", "workspaceId", "challenge"], body.AsObject().Select(p => p.Key));
        Assert.Equal(ada.WorkspaceId, (string)body["workspaceId"]!);
        Assert.Equal(HttpStatusCode.OK, await _app.Client.StatusAsync("/api/auth/me", (string)body["accessToken"]!));
        Assert.Matches($@"^{ada.UserId}\.ses_[0-9a-z]{{26}}\.[A-Za-z0-9_-]{{43}}$", response.Cookie());
        Assert.All([response.Header(IdentityCalls.RefreshCookie)!, response.Header("__Host-artisan-device")!], cookie =>
        {
            foreach (var attribute in new[] { "secure", "httponly", "samesite=strict", "path=/" }) Assert.Contains(attribute, cookie, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("domain=", cookie, StringComparison.OrdinalIgnoreCase);
        });
    }

    [Fact]
    public async Task A_wrong_password_and_an_unknown_address_are_told_apart_by_nothing()
    {
        var ada = await _app.SignUpAsync();
        using var client = _app.CreateClient();

        using var wrong = await client.SignInAsync(ada.Email, "a wrong password");
        using var unknown = await client.SignInAsync(IdentityCalls.NewEmail(), "a wrong password");

        Assert.Equal(HttpStatusCode.Unauthorized, wrong.StatusCode);
        Assert.Equal(await unknown.SeenAsync(), await wrong.SeenAsync());
        Assert.Equal(unknown.Operations(), wrong.Operations());
        Assert.Equal(unknown.Operations("limits"), wrong.Operations("limits"));
        Assert.Equal(unknown.Headers.Select(h => h.Key).Order(), wrong.Headers.Select(h => h.Key).Order());
    }

    [Fact]
    public async Task Each_success_and_each_failure_is_recorded_once()
    {
        var ada = await _app.SignUpAsync(password: "a password of her own");
        var scope = AuditScope.Workspace(ada.WorkspaceId);

        using var wrong = await _app.CreateClient().SignInAsync(ada.Email, "a wrong password");
        using var right = await _app.CreateClient().SignInAsync(ada.Email, ada.Password);

        var failed = Assert.Single(await _app.AuditAsync(scope, "auth.sign_in_failed"));
        Assert.Equal(("anonymous", ada.UserId, "failed"), (failed.Actor.Type, failed.Target.Id, failed.Outcome));
        Assert.NotEmpty(failed.Ip);
        var succeeded = await _app.AuditAsync(scope, "auth.signed_in");
        Assert.Equal(["password", "verification"], succeeded.Select(e => (string)e.After!["method"]!).Order());
        Assert.All(succeeded, e => Assert.Equal(ada.UserId, e.Actor.Id));
    }

    [Fact]
    public async Task A_failure_of_an_unknown_address_is_recorded_without_the_address()
    {
        var email = IdentityCalls.NewEmail();
        var before = (await _app.AuditAsync(AuditScope.Platform, "auth.sign_in_failed")).Count;

        using var unknown = await _app.CreateClient().SignInAsync(email, "a wrong password");

        var entries = await _app.AuditAsync(AuditScope.Platform, "auth.sign_in_failed");
        Assert.Equal(before + 1, entries.Count);
        Assert.Equal("address", entries[0].Target.Type);
        Assert.DoesNotContain(email, entries[0].Target.Id, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Neither_passwords_nor_tokens_nor_addresses_are_logged()
    {
        var ada = await _app.SignUpAsync(password: "never to be logged 4711");
        using var client = _app.CreateClient();
        using var wrong = await client.SignInAsync(ada.Email, "never to be logged either");
        using var right = await client.SignInAsync(ada.Email, ada.Password);
        using var refreshed = await client.RefreshAsync();
        var token = (string)(await refreshed.BodyAsync())["accessToken"]!;
        using var malformed = await client.SendAsync(IdentityCalls.Post("/api/auth/login", new { email = ada.Email, password = "never to be logged 4711", more = 1 }));
        await _app.SettleAsync();

        string[] secrets = ["never to be logged", ada.AccessToken, token, right.Cookie(), refreshed.Cookie(), ada.Email];
        Assert.All(_app.Logs.Lines, line => Assert.All(secrets, secret => Assert.DoesNotContain(secret, line, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_form_or_plain_text_signs_nobody_in()
    {
        var ada = await _app.SignUpAsync();
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["email"] = ada.Email, ["password"] = ada.Password });
        using var text = new StringContent($$"""{"email":"{{ada.Email}}","password":"{{ada.Password}}"}""");

        using var byForm = await _app.CreateClient().PostAsync(new Uri("/api/auth/login", UriKind.Relative), form);
        using var byText = await _app.CreateClient().PostAsync(new Uri("/api/auth/login", UriKind.Relative), text);

        Assert.All([byForm, byText], r => Assert.Equal(HttpStatusCode.UnsupportedMediaType, r.StatusCode));
        Assert.All([byForm, byText], r => Assert.Null(r.Header(IdentityCalls.RefreshCookie)));
    }

    [Theory]
    [InlineData("Origin", "https://evil.example")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Origin", "null")]
    public async Task A_page_of_another_site_signs_nobody_in(string header, string value)
    {
        var request = IdentityCalls.Post("/api/auth/login", new { email = IdentityCalls.NewEmail(), password = IdentityCalls.Password });
        request.Headers.TryAddWithoutValidation(header, value);

        using var response = await _app.Client.SendAsync(request);

        Assert.Equal("auth.cross_site", (string)(await response.BodyAsync())["code"]!);
    }
}
