using System.Net;
using System.Text.Json.Nodes;
using Artisan.Areas.Identity.Model;
using Artisan.Areas.Identity.Storage;
using Artisan.Areas.Tests.Workspaces;
using Artisan.Platform.Audit;
using Artisan.Testing;
using Artisan.Testing.Host;

namespace Artisan.Areas.Tests.Identity;

/// <summary>An app on a clock of its own, which its scenarios move forward: codes change every 30 seconds.</summary>
public sealed class TickingApp : IAsyncLifetime
{
    public FakeTime Time { get; } = new(new DateTimeOffset(2026, 3, 1, 8, 0, 0, TimeSpan.Zero));

    public ArtisanApp App { get; private set; } = null!;

    public async Task InitializeAsync() => App = await ArtisanApp.StartAsync(time: Time, settings: new Dictionary<string, string?> { ["Identity:FreeTriesPerClient"] = "10000", ["Identity:MailsPerClientPerHour"] = "1000000" });

    public async Task DisposeAsync() => await App.DisposeAsync();
}

/// <summary>Signing in with a password and a code of an app.</summary>
public sealed class TwoStepSignInTests(TickingApp ticking) : IClassFixture<TickingApp>
{
    private readonly FakeTime _time = ticking.Time;
    private readonly ArtisanApp _app = ticking.App;

    [Fact]
    public async Task After_the_first_code_a_sign_in_takes_a_second_step()
    {
        var (ada, secret, codes) = await EnrollAsync();
        Assert.True((bool)(await ada.Client.GetJsonAsync("/api/auth/me"))["user"]!["twoStep"]!);

        using var first = await _app.CreateClient().SignInAsync(ada.Email);
        var challenged = await first.BodyAsync();
        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        Assert.Null(challenged["accessToken"]);
        Assert.Null(first.Header(IdentityCalls.RefreshCookie));
        Assert.Equal(HttpStatusCode.Unauthorized, await _app.Client.StatusAsync("/api/auth/me", (string)challenged["challenge"]!));

        using var client = _app.CreateClient();
        using var second = await ConfirmAsync(client, challenged, CodeOf(secret));
        Assert.Equal(HttpStatusCode.OK, await _app.Client.StatusAsync("/api/auth/me", (string)(await second.BodyAsync())["accessToken"]!));
        Assert.NotNull(second.Header(IdentityCalls.RefreshCookie));
        Assert.Equal(10, codes.Count);
        Assert.Single(await _app.AuditAsync(AuditScope.Workspace(ada.WorkspaceId), "auth.second_factor_on"));
        Assert.Contains(await _app.AuditAsync(AuditScope.Workspace(ada.WorkspaceId), "auth.signed_in"), e => (string)e.After!["method"]! == "password+code");
    }

    [Fact]
    public async Task A_secret_counts_for_nothing_before_its_first_code_and_is_forgotten_after_a_quarter_of_an_hour()
    {
        var ada = await _app.SignUpAsync();
        var begun = await ada.Client.PostJsonAsync("/api/auth/2fa/enroll", new { });
        Assert.StartsWith("otpauth://totp/Artisan:", (string)begun["uri"]!, StringComparison.Ordinal);
        Assert.StartsWith("data:image/png;base64,", (string)begun["qr"]!, StringComparison.Ordinal);
        Assert.Equal(32, ((string)begun["secret"]!).Length);
        Assert.Null(begun["recoveryCodes"]);

        using var unchallenged = await _app.CreateClient().SignInAsync(ada.Email);
        Assert.NotNull((await unchallenged.BodyAsync())["accessToken"]);
        var wrong = await ada.Client.PostJsonAsync("/api/auth/2fa/enroll", new { code = "000000" }, HttpStatusCode.UnprocessableEntity);
        Assert.Equal("identity.code_wrong", (string)wrong["code"]!);

        _time.Advance(TimeSpan.FromMinutes(15));
        var ada2 = await SignInAgainAsync(ada.Email);
        var late = await ada2.PostJsonAsync("/api/auth/2fa/enroll", new { code = "000000" }, HttpStatusCode.Conflict);
        Assert.Equal("identity.second_factor_not_begun", (string)late["code"]!);
    }

    [Fact]
    public async Task Neither_the_secret_nor_a_recovery_code_is_stored_as_it_is()
    {
        var (ada, secret, codes) = await EnrollAsync();

        var row = await _app.UserRowAsync(ada.UserId, IdentityKeys.SecondFactor);

        foreach (var text in row.Select(p => p.Value?.ToString() ?? ""))
        {
            Assert.DoesNotContain(Convert.ToBase64String(secret), text, StringComparison.Ordinal);
            Assert.DoesNotContain(Totp.ToBase32(secret), text, StringComparison.Ordinal);
            Assert.All(codes, code => Assert.DoesNotContain(code, text, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task A_code_is_never_taken_twice_even_at_once()
    {
        var (ada, secret, _) = await EnrollAsync();
        var challenges = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => ChallengeAsync(ada.Email)));
        var code = CodeOf(secret);

        var answers = await Task.WhenAll(challenges.Select(c => ConfirmAsync(_app.CreateClient(), c, code)));

        Assert.Single(answers, a => a.StatusCode == HttpStatusCode.OK);
        Assert.All(answers.Where(a => a.StatusCode != HttpStatusCode.OK), a => Assert.Equal(HttpStatusCode.UnprocessableEntity, a.StatusCode));
    }

    [Fact]
    public async Task A_challenge_is_spent_by_its_use_and_ends_after_five_minutes()
    {
        var (ada, secret, _) = await EnrollAsync();
        var challenge = await ChallengeAsync(ada.Email);
        using var used = await ConfirmAsync(_app.Client, challenge, CodeOf(secret));
        _time.Advance(TimeSpan.FromSeconds(30));
        using var again = await ConfirmAsync(_app.Client, challenge, CodeOf(secret));
        var old = await ChallengeAsync(ada.Email);
        _time.Advance(TimeSpan.FromMinutes(5));
        using var late = await ConfirmAsync(_app.Client, old, CodeOf(secret));

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized], [used.StatusCode, again.StatusCode, late.StatusCode]);
    }

    [Fact]
    public async Task A_recovery_code_signs_in_once_and_its_owner_is_told()
    {
        var (ada, _, codes) = await EnrollAsync();

        using var used = await ConfirmAsync(_app.Client, await ChallengeAsync(ada.Email), codes[3].ToLowerInvariant());
        using var again = await ConfirmAsync(_app.Client, await ChallengeAsync(ada.Email), codes[3]);
        using var another = await ConfirmAsync(_app.Client, await ChallengeAsync(ada.Email), codes[4]);
        await _app.SettleAsync();

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.UnprocessableEntity, HttpStatusCode.OK], [used.StatusCode, again.StatusCode, another.StatusCode]);
        Assert.Equal(2, (await Mails.ToAsync(_app, ada.Email)).Count(m => m.Subject == "A recovery code was used"));
    }

    [Fact]
    public async Task Five_wrong_codes_make_wait_and_the_wait_ends()
    {
        var (ada, secret, _) = await EnrollAsync();
        var challenge = await ChallengeAsync(ada.Email);
        for (var i = 0; i < 5; i++)
        {
            using var wrong = await ConfirmAsync(_app.Client, challenge, "000000");
            Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        }

        using var waits = await ConfirmAsync(_app.Client, challenge, CodeOf(secret));
        _time.Advance(TimeSpan.FromSeconds(31));
        using var right = await ConfirmAsync(_app.Client, challenge, CodeOf(secret));

        Assert.Equal([HttpStatusCode.TooManyRequests, HttpStatusCode.OK], [waits.StatusCode, right.StatusCode]);
    }

    [Fact]
    public async Task A_new_password_kills_the_challenge_of_the_old_one_and_does_not_skip_the_second_step()
    {
        var (ada, secret, _) = await EnrollAsync();
        var challenge = await ChallengeAsync(ada.Email);
        await _app.Client.PostJsonAsync("/api/auth/password/forgot", new { email = ada.Email }, HttpStatusCode.Accepted);
        await _app.Client.PostJsonAsync("/api/auth/password/reset", new { token = await _app.MailedTokenAsync(ada.Email, "reset"), password = "a new and wide river" });

        using var old = await ConfirmAsync(_app.Client, challenge, CodeOf(secret));
        using var signedIn = await _app.CreateClient().SignInAsync(ada.Email, "a new and wide river");

        Assert.Equal(HttpStatusCode.Unauthorized, old.StatusCode);
        Assert.NotNull((await signedIn.BodyAsync())["challenge"]);
    }

    [Fact]
    public async Task Switching_it_on_and_off_ends_the_other_sessions_and_needs_a_recent_sign_in()
    {
        var ada = await _app.SignUpAsync();
        using var elsewhere = await _app.CreateClient().SignInAsync(ada.Email);
        var (secret, _) = await EnrollAsync(ada.Client);
        Assert.Equal(HttpStatusCode.Unauthorized, await _app.Client.StatusAsync("/api/auth/me", (string)(await elsewhere.BodyAsync())["accessToken"]!));

        _time.Advance(TimeSpan.FromMinutes(11));
        var late = await DropAsync(ada.Client, CodeOf(secret), HttpStatusCode.Forbidden);
        Assert.Equal("identity.sign_in_again", (string)late["code"]!);
        using var second = await ConfirmAsync(_app.Client, await ChallengeAsync(ada.Email), CodeOf(secret));
        using var fresh = _app.CreateClient((string)(await second.BodyAsync())["accessToken"]!);
        await DropAsync(fresh, CodeOf(secret), HttpStatusCode.UnprocessableEntity);
        _time.Advance(TimeSpan.FromSeconds(30));
        await DropAsync(fresh, CodeOf(secret), HttpStatusCode.OK);

        Assert.Equal(HttpStatusCode.Unauthorized, await _app.Client.StatusAsync("/api/auth/me", ada.AccessToken));
        using var plain = await _app.CreateClient().SignInAsync(ada.Email);
        Assert.NotNull((await plain.BodyAsync())["accessToken"]);
        await DropAsync(fresh, "000000", HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task An_invitation_that_opened_the_account_does_not_skip_the_second_step()
    {
        var (ada, email) = (await _app.SignUpAsync(), IdentityCalls.NewEmail());
        await _app.GrowAsync(ada.WorkspaceId);
        var acceptance = new { token = await _app.InviteAsync(ada, email), name = "Grace", password = "a passphrase of hers" };
        var joined = await _app.Client.PostJsonAsync("/api/workspaces/invitations/accept", acceptance);
        using var grace = _app.CreateClient((string)joined["signedIn"]!["accessToken"]!);
        var (secret, _) = await EnrollAsync(grace);

        using var again = await _app.CreateClient().SendAsync(IdentityCalls.Post("/api/workspaces/invitations/accept", acceptance));

        Assert.Equal((HttpStatusCode.Conflict, "identity.address_taken"), (again.StatusCode, (string)(await again.BodyAsync())["code"]!));
        Assert.Null(again.Header(IdentityCalls.RefreshCookie));
        using var first = await _app.CreateClient().SignInAsync(email, acceptance.password);
        using var second = await ConfirmAsync(_app.Client, await first.BodyAsync(), CodeOf(secret));
        Assert.Equal(HttpStatusCode.OK, second.StatusCode);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_way_back_keeps_the_owners_second_factor_and_drops_one_that_came_after_the_move(bool owners)
    {
        var ada = await _app.SignUpAsync();
        if (owners) await EnrollAsync(ada.Client);
        var thief = IdentityCalls.NewEmail();
        await ada.Client.PostJsonAsync("/api/auth/email/change", new { email = thief, password = ada.Password }, HttpStatusCode.Accepted);
        using var moved = await _app.CreateClient().VerifyAsync(await _app.MailedTokenAsync(thief, "confirm-address"));
        Assert.Equal(HttpStatusCode.OK, moved.StatusCode);
        if (!owners) await EnrollAsync(ada.Client);

        using var back = await _app.CreateClient().VerifyAsync(await _app.MailedTokenAsync(ada.Email, "confirm-address"), "mine again, for good");

        var answer = await back.BodyAsync();
        Assert.Equal((HttpStatusCode.OK, owners, !owners), (back.StatusCode, answer["challenge"] is not null, answer["accessToken"] is not null));
        Assert.Equal(owners ? 0 : 1, (await _app.AuditAsync(AuditScope.Workspace(ada.WorkspaceId), "auth.second_factor_off")).Count);
    }

    private async Task<(SignedInUser Ada, byte[] Secret, IReadOnlyList<string> Codes)> EnrollAsync()
    {
        var ada = await _app.SignUpAsync();
        var (secret, codes) = await EnrollAsync(ada.Client);
        return (ada, secret, codes);
    }

    // Leaves the clock in the step after the one whose code was used.
    private async Task<(byte[] Secret, IReadOnlyList<string> Codes)> EnrollAsync(HttpClient client)
    {
        var begun = await client.PostJsonAsync("/api/auth/2fa/enroll", new { });
        var secret = FromBase32((string)begun["secret"]!);
        var done = await client.PostJsonAsync("/api/auth/2fa/enroll", new { code = CodeOf(secret) });
        await client.PostJsonAsync("/api/auth/2fa/enroll", new { }, HttpStatusCode.Conflict);
        _time.Advance(TimeSpan.FromSeconds(30));
        return (secret, [.. done["recoveryCodes"]!.AsArray().Select(c => (string)c!)]);
    }

    private async Task<HttpClient> SignInAgainAsync(string email)
    {
        using var signedIn = await _app.CreateClient().SignInAsync(email);
        return _app.CreateClient((string)(await signedIn.BodyAsync())["accessToken"]!);
    }

    private async Task<JsonNode> ChallengeAsync(string email)
    {
        using var first = await _app.CreateClient().SignInAsync(email);
        return await first.BodyAsync();
    }

    private static Task<HttpResponseMessage> ConfirmAsync(HttpClient client, JsonNode challenged, string code) =>
        client.SendAsync(IdentityCalls.Post("/api/auth/2fa", new { challenge = (string)challenged["challenge"]!, code }));

    private static Task<JsonNode> DropAsync(HttpClient client, string code, HttpStatusCode expected) => client.SendJsonAsync(HttpMethod.Delete, "/api/auth/2fa", new { code }, expected);

    private string CodeOf(byte[] secret) => Totp.Code(secret, Totp.Step(_time.GetUtcNow()));

    /// <summary>The bytes of a secret as people type it.</summary>
    internal static byte[] FromBase32(string text)
    {
        var bits = string.Concat(text.Select(c => Convert.ToString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(c, StringComparison.Ordinal), 2).PadLeft(5, '0')));
        return [.. Enumerable.Range(0, bits.Length / 8).Select(i => Convert.ToByte(bits.Substring(i * 8, 8), 2))];
    }
}
