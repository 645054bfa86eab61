using System.Net;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Artisan.Areas.Identity.OAuth;
using Artisan.Testing.Host;

namespace Artisan.Areas.Tests.Identity;

/// <summary>Signing in with an account of another company, whose provider runs on loopback.</summary>
public sealed class SigningInElsewhereTests : IAsyncLifetime
{
    private const string Home = "https://app.artisan.test/";
    private const string Tenant = "11111111-2222-3333-4444-555555555555";

    private LoopbackOpenId _provider = null!;
    private ArtisanApp _app = null!;

    public async Task InitializeAsync()
    {
        _provider = await LoopbackOpenId.StartAsync();
        _app = await ArtisanApp.StartAsync(settings: new Dictionary<string, string?>
        {
            ["OAuth:GoogleAuthority"] = _provider.Address.AbsoluteUri,
            ["OAuth:GoogleClientId"] = LoopbackOpenId.ClientId,
            ["OAuth:GoogleClientSecret"] = LoopbackOpenId.ClientSecret,
            ["OAuth:MicrosoftAuthority"] = _provider.Address.AbsoluteUri,
            ["OAuth:MicrosoftClientId"] = LoopbackOpenId.ClientId,
            ["OAuth:MicrosoftClientSecret"] = LoopbackOpenId.ClientSecret,
        });
    }

    public async Task DisposeAsync()
    {
        await _app.DisposeAsync();
        await _provider.DisposeAsync();
    }

    [Fact]
    public async Task The_sign_in_page_is_told_which_companies_are_set_up()
    {
        Assert.Equal("""{"providers":["google","microsoft"]}""", await _app.Client.GetStringAsync(new Uri("/api/auth/oauth", UriKind.Relative)));
        await using var bare = await ArtisanApp.StartAsync();
        Assert.Equal("""{"providers":[]}""", await bare.Client.GetStringAsync(new Uri("/api/auth/oauth", UriKind.Relative)));
    }

    [Fact]
    public async Task A_new_person_gets_an_account_and_a_workspace_and_comes_back_to_it()
    {
        var email = IdentityCalls.NewEmail();
        _provider.Claims = Google("1", email);

        var (first, client) = await TravelAsync("google");
        var me = await MeAsync(client);
        _provider.Claims = Google("1", IdentityCalls.NewEmail());
        var (again, other) = await TravelAsync("google");

        Assert.Equal((Home, Home), (first.Headers.Location!.AbsoluteUri, again.Headers.Location!.AbsoluteUri));
        Assert.Equal((email, "Grace Example", "owner"), ((string)me["user"]!["email"]!, (string)me["user"]!["name"]!, (string)me["workspace"]!["role"]!));
        Assert.Equal((string)me["user"]!["id"]!, (string)(await MeAsync(other))["user"]!["id"]!);
        using var password = await _app.CreateClient().SignInAsync(email, "a password that nobody set");
        Assert.Equal(HttpStatusCode.Unauthorized, password.StatusCode);
    }

    [Fact]
    public async Task A_vouched_address_leads_to_the_account_that_has_it_and_an_unvouched_one_to_none()
    {
        var ada = await _app.SignUpAsync();

        _provider.Claims = Google("2", ada.Email, verified: false);
        var (refused, _) = await TravelAsync("google");
        _provider.Claims = Google("2", ada.Email.ToUpperInvariant());
        var (_, client) = await TravelAsync("google");

        Assert.Equal($"{Home}sign-in#problem=identity.provider_address_unverified", refused.Headers.Location!.AbsoluteUri);
        Assert.Null(refused.Header(IdentityCalls.RefreshCookie));
        Assert.Equal(ada.UserId, (string)(await MeAsync(client))["user"]!["id"]!);
    }

    [Fact]
    public async Task A_link_that_was_made_while_another_held_the_account_does_not_outlive_that()
    {
        var (ada, thief) = (await _app.SignUpAsync(), IdentityCalls.NewEmail());
        await ada.Client.PostJsonAsync("/api/auth/email/change", new { email = thief, password = ada.Password }, HttpStatusCode.Accepted);
        using var moved = await _app.CreateClient().VerifyAsync(await _app.MailedTokenAsync(thief, "confirm-address"));
        _provider.Claims = Google("5", thief);
        var (_, during) = await TravelAsync("google");
        Assert.Equal(ada.UserId, (string)(await MeAsync(during))["user"]!["id"]!);

        using var back = await _app.CreateClient().VerifyAsync(await _app.MailedTokenAsync(ada.Email, "confirm-address"), "mine again, for good");
        Assert.Equal(HttpStatusCode.OK, back.StatusCode);
        await _app.SettleAsync();
        var (_, after) = await TravelAsync("google");

        Assert.NotEqual(ada.UserId, (string)(await MeAsync(after))["user"]!["id"]!);
    }

    [Fact]
    public async Task The_trip_is_kept_in_a_cookie_that_survives_the_way_back_only_and_counts_once()
    {
        _provider.Claims = Google("3", IdentityCalls.NewEmail());
        using var client = _app.CreateClient();
        using var started = await client.GetAsync(new Uri("/api/auth/oauth/google", UriKind.Relative));
        var cookie = started.Header(OAuthCookie.Name)!;
        Assert.All(["secure", "httponly", "samesite=lax", "path=/"], part => Assert.Contains(part, cookie, StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain("domain", cookie, StringComparison.OrdinalIgnoreCase);
        var back = await AskAsync(started);

        using var stranger = await _app.CreateClient().GetAsync(back);
        using var elsewhere = await client.GetAsync(new Uri(back.OriginalString.Replace("/google/", "/microsoft/", StringComparison.Ordinal), UriKind.Relative));
        using var spent = await client.GetAsync(back);

        Assert.All([stranger, elsewhere, spent], answer => Assert.Equal($"{Home}sign-in#problem=identity.provider_refused", answer.Headers.Location!.AbsoluteUri));
    }

    [Fact]
    public async Task Another_state_is_refused()
    {
        using var client = _app.CreateClient();
        using var started = await client.GetAsync(new Uri("/api/auth/oauth/google", UriKind.Relative));
        var back = (await AskAsync(started)).OriginalString;

        using var answer = await client.GetAsync(new Uri(back[..^1] + (back[^1] == 'A' ? 'B' : 'A'), UriKind.Relative));

        Assert.Contains("problem=identity.provider_refused", answer.Headers.Location!.AbsoluteUri, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("aud")]
    [InlineData("iss")]
    [InlineData("exp")]
    [InlineData("nonce")]
    [InlineData("sub")]
    [InlineData("key")]
    [InlineData("none")]
    [InlineData("HS256")]
    public async Task A_token_that_is_not_as_it_must_be_signs_nobody_in(string wrong)
    {
        var email = IdentityCalls.NewEmail();
        _provider.Claims = Google("4", email);
        using var other = RSA.Create(2048);
        switch (wrong)
        {
            case "exp": _provider.Claims["exp"] = LoopbackOpenId.Seconds(-120); break;
            case "key": _provider.Forge = payload => _provider.Sign(payload, key: other); break;
            case "none": _provider.Forge = payload => $"{LoopbackOpenId.Encode(new JsonObject { ["alg"] = "none" })}.{payload}."; break;
            case "HS256": _provider.Forge = payload => _provider.Sign(payload, "HS256"); break;
            case "sub": _provider.Claims["sub"] = ""; break;
            default: _provider.Claims[wrong] = "https://evil.example"; break;
        }

        var (answer, _) = await TravelAsync("google");

        Assert.Equal($"{Home}sign-in#problem=identity.provider_refused", answer.Headers.Location!.AbsoluteUri);
        Assert.Null(answer.Header(IdentityCalls.RefreshCookie));
        _provider.Forge = null;
        _provider.Claims = Google("4", email);
        Assert.Equal(Home, (await TravelAsync("google")).Answer.Headers.Location!.AbsoluteUri);
    }

    [Fact]
    public async Task Microsofts_address_counts_only_with_its_own_word_for_it_and_its_issuer_is_the_tenants()
    {
        var ada = await _app.SignUpAsync();
        _provider.Issuer = $"{Home}{{tenantid}}/v2.0";

        _provider.Claims = Microsoft(ada.Email, Tenant);
        var (unvouched, _) = await TravelAsync("microsoft");
        _provider.Claims = Microsoft(ada.Email, "22222222-2222-3333-4444-555555555555");
        _provider.Claims["xms_edov"] = true;
        var (otherTenant, _) = await TravelAsync("microsoft");
        _provider.Claims = Microsoft(ada.Email, Tenant);
        _provider.Claims["xms_edov"] = "1";
        var (_, client) = await TravelAsync("microsoft");

        Assert.Contains("identity.provider_address_unverified", unvouched.Headers.Location!.AbsoluteUri, StringComparison.Ordinal);
        Assert.Contains("identity.provider_refused", otherTenant.Headers.Location!.AbsoluteUri, StringComparison.Ordinal);
        Assert.Equal(ada.UserId, (string)(await MeAsync(client))["user"]!["id"]!);
    }

    [Fact]
    public async Task A_provider_that_is_not_set_up_is_one_that_is_not_there_and_one_that_is_down_is_said_to_be()
    {
        var unknown = await _app.Client.GetJsonAsync("/api/auth/oauth/example", HttpStatusCode.NotFound);
        var callback = await _app.Client.GetJsonAsync("/api/auth/oauth/example/callback?code=1&state=2", HttpStatusCode.NotFound);
        _provider.IsDown = true;
        var silent = await _app.Client.GetJsonAsync("/api/auth/oauth/google", HttpStatusCode.BadGateway);

        Assert.Equal(("identity.provider_unknown", "identity.provider_unknown", "identity.provider_silent"), ((string)unknown["code"]!, (string)callback["code"]!, (string)silent["code"]!));
    }

    private async Task<(HttpResponseMessage Answer, HttpClient Client)> TravelAsync(string provider)
    {
        var client = _app.CreateClient();
        using var started = await client.GetAsync(new Uri($"/api/auth/oauth/{provider}", UriKind.Relative));
        return (await client.GetAsync(await AskAsync(started)), client);
    }

    // What the provider's page sends the browser back to.
    private static async Task<Uri> AskAsync(HttpResponseMessage started)
    {
        using var browser = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });
        using var asked = await browser.GetAsync(started.Headers.Location);
        return new Uri(asked.Headers.Location!.PathAndQuery, UriKind.Relative);
    }

    private async Task<JsonNode> MeAsync(HttpClient client)
    {
        using var refreshed = await client.RefreshAsync();
        using var signedIn = _app.CreateClient((string)(await refreshed.BodyAsync())["accessToken"]!);
        return await signedIn.GetJsonAsync("/api/auth/me");
    }

    private static JsonObject Google(string subject, string email, bool verified = true) => new() { ["sub"] = subject, ["email"] = email, ["email_verified"] = verified, ["name"] = "Grace Example" };

    private static JsonObject Microsoft(string email, string tenant) => new() { ["sub"] = "m", ["tid"] = tenant, ["iss"] = $"{Home}{Tenant}/v2.0", ["email"] = email, ["name"] = "Grace Example" };
}
