using System.Net;
using Artisan.Platform.Audit;
using Artisan.Testing.Host;

namespace Artisan.Areas.Tests.Identity;

[Collection(IdentityScenarios.Name)]
public sealed class SigningOutTests(IdentityApp shared)
{
    private readonly ArtisanApp _app = shared.App;

    [Fact]
    public async Task Access_and_refresh_token_fail_at_once_everywhere_and_other_sessions_live_on()
    {
        var ada = await _app.SignUpAsync();
        await using var other = await ArtisanApp.StartAsync(sharing: _app);
        using var client = _app.CreateClient();
        using var signedIn = await client.SignInAsync(ada.Email);
        var access = (string)(await signedIn.BodyAsync())["accessToken"]!;
        client.DefaultRequestHeaders.Authorization = new("Bearer", access);
        Assert.Equal(HttpStatusCode.OK, await other.Client.StatusAsync("/api/auth/me", access));

        using var signedOut = await client.SendAsync(IdentityCalls.Post("/api/auth/logout", new { }));

        Assert.Equal("{}", await signedOut.Content.ReadAsStringAsync());
        Assert.Equal("", signedOut.Cookie());
        Assert.Equal(HttpStatusCode.Unauthorized, await _app.Client.StatusAsync("/api/auth/me", access));
        Assert.Equal(HttpStatusCode.Unauthorized, await other.Client.StatusAsync("/api/auth/me", access));
        using var refreshed = await _app.CreateClient().RefreshAsync(signedIn.Cookie());
        Assert.Equal(HttpStatusCode.Unauthorized, refreshed.StatusCode);
        Assert.Equal(HttpStatusCode.OK, await _app.Client.StatusAsync("/api/auth/me", ada.AccessToken));
        Assert.Single(await _app.AuditAsync(AuditScope.Workspace(ada.WorkspaceId), "auth.signed_out"));
    }

    [Fact]
    public async Task A_token_that_is_in_its_grace_fails_too()
    {
        var ada = await _app.SignUpAsync();
        using var client = _app.CreateClient();
        using var signedIn = await client.SignInAsync(ada.Email);
        using var refreshed = await _app.CreateClient().RefreshAsync(signedIn.Cookie());
        client.DefaultRequestHeaders.Authorization = new("Bearer", (string)(await refreshed.BodyAsync())["accessToken"]!);

        using var signedOut = await client.SendAsync(IdentityCalls.Post("/api/auth/logout", new { }));
        using var spent = await _app.CreateClient().RefreshAsync(signedIn.Cookie());
        using var current = await _app.CreateClient().RefreshAsync(refreshed.Cookie());

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized], [signedOut.StatusCode, spent.StatusCode, current.StatusCode]);
    }

    [Fact]
    public async Task Without_a_token_there_is_nothing_to_sign_out_of()
    {
        using var response = await _app.Client.SendAsync(IdentityCalls.Post("/api/auth/logout", new { }));

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }
}
