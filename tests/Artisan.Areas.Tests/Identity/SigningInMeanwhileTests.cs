using System.Net;
using Artisan.Testing;
using Artisan.Testing.Host;

namespace Artisan.Areas.Tests.Identity;

/// <summary>What is written between a right password and the session that it begins.</summary>
public sealed class SigningInMeanwhileTests : IAsyncLifetime
{
    private const string NewSession = "\"RowKey\":\"s|ses_";

    private readonly Meanwhile _meanwhile = new();
    private ArtisanApp _app = null!;

    public async Task InitializeAsync() => _app = await ArtisanApp.StartAsync(policies: [_meanwhile]);

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Fact]
    public async Task A_sign_in_with_the_old_password_does_not_outlive_its_reset()
    {
        var ada = await _app.SignUpAsync();
        await _app.Client.PostJsonAsync("/api/auth/password/forgot", new { email = ada.Email }, HttpStatusCode.Accepted);
        var token = await _app.MailedTokenAsync(ada.Email, "reset");
        var reset = 0;
        _meanwhile.Before(NewSession, async () =>
        {
            await _app.Client.PostJsonAsync("/api/auth/password/reset", new { token, password = "a new and wide river" });
            reset++;
        });

        using var old = await _app.CreateClient().SignInAsync(ada.Email);

        Assert.Equal((1, HttpStatusCode.Unauthorized, "identity.session_ended"), (reset, old.StatusCode, (string)(await old.BodyAsync())["code"]!));
        Assert.Null(old.Header(IdentityCalls.RefreshCookie));
        using var signedIn = await _app.CreateClient().SignInAsync(ada.Email, "a new and wide river");
        using var client = _app.CreateClient((string)(await signedIn.BodyAsync())["accessToken"]!);
        Assert.Single((await client.GetJsonAsync("/api/auth/sessions"))["items"]!.AsArray());
    }

    [Fact]
    public async Task A_profile_that_is_changed_otherwise_keeps_nobody_out()
    {
        var ada = await _app.SignUpAsync();
        var changed = 0;
        _meanwhile.Before(NewSession, async () =>
        {
            await ada.Client.PostJsonAsync("/api/auth/workspace", new { workspaceId = ada.WorkspaceId });
            changed++;
        });

        using var signedIn = await _app.CreateClient().SignInAsync(ada.Email);

        Assert.Equal((1, HttpStatusCode.OK), (changed, signedIn.StatusCode));
    }
}
