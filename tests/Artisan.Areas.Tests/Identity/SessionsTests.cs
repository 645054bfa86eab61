using System.Net;
using Artisan.Areas.Identity.Model;
using Artisan.Platform.Access;
using Artisan.Platform.Audit;
using Artisan.Testing.Host;

namespace Artisan.Areas.Tests.Identity;

[Collection(IdentityScenarios.Name)]
public sealed class SessionsTests(IdentityApp shared)
{
    private readonly ArtisanApp _app = shared.App;

    [Fact]
    public async Task One_sees_where_one_is_signed_in_and_nothing_secret()
    {
        var ada = await _app.SignUpAsync();
        using var phone = _app.CreateClient();
        phone.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", "Phone/1.0\t" + new string('x', 300));
        using var signedIn = await phone.SignInAsync(ada.Email);

        var sessions = await ada.Client.GetJsonAsync("/api/auth/sessions");

        Assert.Null(sessions["next"]);
        Assert.Equal(2, sessions["items"]!.AsArray().Count);
        Assert.All(sessions["items"]!.AsArray(), s => Assert.Equal(["id", "createdAt", "lastUsedAt", "userAgent", "ip", "current"], s!.AsObject().Select(p => p.Key)));
        Assert.Equal("Phone/1.0" + new string('x', 191), (string)sessions["items"]!.AsArray().Single(s => !(bool)s!["current"]!)!["userAgent"]!);
        Assert.Single(sessions["items"]!.AsArray(), s => (bool)s!["current"]!);
    }

    [Fact]
    public async Task A_revoked_session_ends_at_once()
    {
        var ada = await _app.SignUpAsync();
        using var signedIn = await _app.CreateClient().SignInAsync(ada.Email);
        var access = (string)(await signedIn.BodyAsync())["accessToken"]!;
        var id = signedIn.Cookie().Split('.')[1];

        await ada.Client.DeleteJsonAsync($"/api/auth/sessions/{id}");

        Assert.Equal(HttpStatusCode.Unauthorized, await _app.Client.StatusAsync("/api/auth/me", access));
        using var refreshed = await _app.CreateClient().RefreshAsync(signedIn.Cookie());
        Assert.Equal(HttpStatusCode.Unauthorized, refreshed.StatusCode);
        Assert.Single(await _app.AuditAsync(AuditScope.Workspace(ada.WorkspaceId), "auth.session_revoked"));
        await ada.Client.DeleteJsonAsync($"/api/auth/sessions/{id}", HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Another_users_session_is_one_that_is_not_there()
    {
        var (ada, eve) = (await _app.SignUpAsync(), await _app.SignUpAsync());
        var hers = (string)(await ada.Client.GetJsonAsync("/api/auth/sessions"))["items"]![0]!["id"]!;

        using var foreign = await eve.Client.DeleteAsync(new Uri($"/api/auth/sessions/{hers}", UriKind.Relative));
        using var random = await eve.Client.DeleteAsync(new Uri("/api/auth/sessions/ses_00000000000000000000000000", UriKind.Relative));

        Assert.Equal(HttpStatusCode.NotFound, foreign.StatusCode);
        Assert.Equal(await random.SeenAsync(), await foreign.SeenAsync());
        Assert.Equal(HttpStatusCode.OK, await _app.Client.StatusAsync("/api/auth/me", ada.AccessToken));
    }

    [Fact]
    public async Task All_others_end_together_and_this_one_goes_on()
    {
        var ada = await _app.SignUpAsync();
        var others = new List<(string Access, string Cookie)>();
        for (var i = 0; i < 3; i++)
        {
            using var signedIn = await _app.CreateClient().SignInAsync(ada.Email);
            others.Add(((string)(await signedIn.BodyAsync())["accessToken"]!, signedIn.Cookie()));
        }

        await ada.Client.DeleteJsonAsync("/api/auth/sessions");

        Assert.Single((await ada.Client.GetJsonAsync("/api/auth/sessions"))["items"]!.AsArray());
        foreach (var (access, cookie) in others)
        {
            Assert.Equal(HttpStatusCode.Unauthorized, await _app.Client.StatusAsync("/api/auth/me", access));
            using var refreshed = await _app.CreateClient().RefreshAsync(cookie);
            Assert.Equal(HttpStatusCode.Unauthorized, refreshed.StatusCode);
        }

        Assert.Single(await _app.AuditAsync(AuditScope.Workspace(ada.WorkspaceId), "auth.other_sessions_revoked"));
    }

    [Fact]
    public void Keys_rotated_between_two_uses_do_not_break_the_grace()
    {
        var now = new DateTimeOffset(2026, 3, 1, 8, 0, 0, TimeSpan.Zero);
        var (old, young) = (new byte[32], Enumerable.Repeat((byte)1, 32).ToArray());
        var secret = SecretText.Create();
        var session = new Session { Id = "ses_x", UserId = "usr_x", CreatedAt = now, LastUsedAt = now, SecretHash = SecretText.Hash(secret), Generation = 0 };

        var (_, afterOld, next) = session.Present(secret, new KeySet(old, [old]), now);
        var (result, _, again) = afterOld.Present(secret, new KeySet(young, [young, old]), now.AddSeconds(10));

        Assert.Equal(Presented.Repeated, result);
        Assert.Equal(next, again);
    }
}
