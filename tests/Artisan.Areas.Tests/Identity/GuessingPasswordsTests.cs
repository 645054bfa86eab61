using System.Net;
using Artisan.Areas.Identity.Model;
using Artisan.Platform.Audit;
using Artisan.Testing;
using Artisan.Testing.Host;

namespace Artisan.Areas.Tests.Identity;

[Collection(IdentityScenarios.Name)]
public sealed class GuessingPasswordsTests(IdentityApp shared)
{
    private readonly ArtisanApp _app = shared.App;

    [Fact]
    public async Task Each_wrong_password_after_the_fifth_makes_one_wait_longer_and_the_wait_ends()
    {
        var time = new FakeTime(new DateTimeOffset(2026, 3, 1, 8, 0, 0, TimeSpan.Zero));
        await using var app = await ArtisanApp.StartAsync(time: time);
        var ada = await app.SignUpAsync();
        for (var i = 0; i < 5; i++) Assert.Equal(HttpStatusCode.Unauthorized, (await GuessAsync(app, ada.Email)).StatusCode);

        using var locked = await app.CreateClient().SignInAsync(ada.Email);
        Assert.Equal(HttpStatusCode.TooManyRequests, locked.StatusCode);
        Assert.Equal("30", locked.Headers.GetValues("Retry-After").Single());

        time.Advance(TimeSpan.FromSeconds(30));
        using var sixth = await GuessAsync(app, ada.Email);
        using var longer = await app.CreateClient().SignInAsync(ada.Email);
        Assert.Equal(HttpStatusCode.Unauthorized, sixth.StatusCode);
        Assert.Equal("60", longer.Headers.GetValues("Retry-After").Single());

        time.Advance(TimeSpan.FromSeconds(60));
        using var right = await app.CreateClient().SignInAsync(ada.Email);
        using var wrongAgain = await GuessAsync(app, ada.Email);
        using var notLocked = await app.CreateClient().SignInAsync(ada.Email);
        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.Unauthorized, HttpStatusCode.OK], [right.StatusCode, wrongAgain.StatusCode, notLocked.StatusCode]);
        Assert.Equal(7, (await app.AuditAsync(AuditScope.Workspace(ada.WorkspaceId), "auth.sign_in_failed")).Count);
    }

    [Fact]
    public async Task The_owner_is_told_of_the_tenth_wrong_password_in_a_row_once()
    {
        await using var app = await ArtisanApp.StartAsync(settings: new Dictionary<string, string?> { ["Identity:FreeTriesPerAccount"] = "20" });
        var ada = await app.SignUpAsync();

        for (var i = 0; i < 11; i++) (await GuessAsync(app, ada.Email)).Dispose();
        await app.SettleAsync();

        Assert.Single(await Mails.ToAsync(app, ada.Email), m => m.Subject == "Somebody tries to sign in to your account");
    }

    [Fact]
    public async Task An_unknown_address_makes_one_wait_just_as_a_known_one()
    {
        var email = IdentityCalls.NewEmail();
        for (var i = 0; i < 5; i++) (await GuessAsync(_app, email)).Dispose();

        using var locked = await GuessAsync(_app, email);

        Assert.Equal("identity.too_many_tries", (string)(await locked.BodyAsync())["code"]!);
        Assert.True(locked.Headers.Contains("Retry-After"));
    }

    [Fact]
    public async Task Guesses_at_once_gain_nothing()
    {
        var ada = await _app.SignUpAsync();

        var guesses = await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => GuessAsync(_app, ada.Email)));

        Assert.Equal(5, guesses.Count(g => g.StatusCode == HttpStatusCode.Unauthorized));
        Assert.Equal(25, guesses.Count(g => g.StatusCode == HttpStatusCode.TooManyRequests));
    }

    [Fact]
    public async Task Strangers_cannot_keep_the_owner_out_of_a_browser_that_is_known()
    {
        var ada = await _app.SignUpAsync();
        for (var i = 0; i < 6; i++) (await GuessAsync(_app, ada.Email)).Dispose();

        using var stranger = await _app.CreateClient().SignInAsync(ada.Email);
        using var known = await ada.Client.SignInAsync(ada.Email);

        Assert.Equal(HttpStatusCode.TooManyRequests, stranger.StatusCode);
        Assert.Equal(HttpStatusCode.OK, known.StatusCode);
    }

    [Fact]
    public async Task A_browser_known_to_one_account_is_a_stranger_to_another()
    {
        var (ada, ben) = (await _app.SignUpAsync(), await _app.SignUpAsync());
        for (var i = 0; i < 5; i++) (await GuessAsync(_app, ben.Email)).Dispose();

        using var response = await ada.Client.SignInAsync(ben.Email);

        Assert.Equal(HttpStatusCode.TooManyRequests, response.StatusCode);
    }

    [Fact]
    public async Task Who_tries_many_accounts_waits_whatever_address_he_claims_to_come_from()
    {
        await using var app = await ArtisanApp.StartAsync(settings: new Dictionary<string, string?> { ["Identity:FreeTriesPerClient"] = "3" });
        var ada = await app.SignUpAsync();
        for (var i = 0; i < 3; i++) (await GuessAsync(app, IdentityCalls.NewEmail())).Dispose();

        var request = IdentityCalls.Post("/api/auth/login", new { email = ada.Email, password = ada.Password });
        request.Headers.Add("X-Forwarded-For", "203.0.113.9");
        using var response = await app.CreateClient().SendAsync(request);

        Assert.Equal(HttpStatusCode.TooManyRequests, response.StatusCode);
    }

    [Fact]
    public async Task Signing_in_rightly_does_not_wear_out_the_client_address()
    {
        await using var app = await ArtisanApp.StartAsync(settings: new Dictionary<string, string?> { ["Identity:FreeTriesPerClient"] = "2" });
        var ada = await app.SignUpAsync();

        for (var i = 0; i < 5; i++)
        {
            using var response = await app.CreateClient().SignInAsync(ada.Email);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }
    }

    [Theory]
    [InlineData(4, 0)]
    [InlineData(5, 30)]
    [InlineData(6, 60)]
    [InlineData(9, 480)]
    [InlineData(10, 900)]
    [InlineData(1_000_000, 900)]
    public void The_wait_doubles_up_to_a_quarter_of_an_hour(int failures, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), new Lockout(5, TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(15)).After(failures));

    private static Task<HttpResponseMessage> GuessAsync(ArtisanApp app, string email) => app.CreateClient().SignInAsync(email, "a wrong password");
}
