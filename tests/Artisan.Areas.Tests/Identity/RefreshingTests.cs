using System.Net;
using Artisan.Platform.Audit;
using Artisan.Testing;
using Artisan.Testing.Host;

namespace Artisan.Areas.Tests.Identity;

[Collection(IdentityScenarios.Name)]
public sealed class RefreshingTests(IdentityApp shared)
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero);

    private readonly ArtisanApp _app = shared.App;

    [Fact]
    public async Task Each_use_gives_a_new_access_token_and_a_new_cookie()
    {
        var (_, cookie) = await SignedInAsync(_app);

        using var first = await _app.CreateClient().RefreshAsync(cookie);
        using var second = await _app.CreateClient().RefreshAsync(first.Cookie());

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK], [first.StatusCode, second.StatusCode]);
        Assert.Equal(3, new[] { cookie, first.Cookie(), second.Cookie() }.Distinct().Count());
        Assert.Equal(HttpStatusCode.OK, await _app.Client.StatusAsync("/api/auth/me", (string)(await second.BodyAsync())["accessToken"]!));
    }

    [Fact]
    public async Task Tabs_that_refresh_at_once_all_go_on_with_the_same_cookie()
    {
        var (_, cookie) = await SignedInAsync(_app);

        var tabs = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => _app.CreateClient().RefreshAsync(cookie)));

        Assert.All(tabs, t => Assert.Equal(HttpStatusCode.OK, t.StatusCode));
        var next = Assert.Single(tabs.Select(t => t.Cookie()).Distinct());
        using var after = await _app.CreateClient().RefreshAsync(next);
        Assert.Equal(HttpStatusCode.OK, after.StatusCode);
    }

    [Fact]
    public async Task A_tab_that_is_two_steps_behind_within_the_grace_gets_the_current_cookie()
    {
        var (_, cookie) = await SignedInAsync(_app);
        using var first = await _app.CreateClient().RefreshAsync(cookie);
        using var second = await _app.CreateClient().RefreshAsync(first.Cookie());

        using var late = await _app.CreateClient().RefreshAsync(cookie);

        Assert.Equal(second.Cookie(), late.Cookie());
    }

    [Fact]
    public async Task Two_instances_make_the_same_successor()
    {
        var (_, cookie) = await SignedInAsync(_app);
        await using var other = await ArtisanApp.StartAsync(sharing: _app);

        using var here = await _app.CreateClient().RefreshAsync(cookie);
        using var there = await other.CreateClient().RefreshAsync(cookie);

        Assert.Equal(here.Cookie(), there.Cookie());
    }

    [Fact]
    public async Task A_cookie_that_comes_again_after_the_grace_ends_the_session_for_everybody_and_is_recorded()
    {
        var time = new FakeTime(Start);
        await using var app = await ArtisanApp.StartAsync(time: time);
        var (ada, stolen) = await SignedInAsync(app);
        using var rightful = await app.CreateClient().RefreshAsync(stolen);
        var access = (string)(await rightful.BodyAsync())["accessToken"]!;

        time.Advance(TimeSpan.FromSeconds(29));
        using var inGrace = await app.CreateClient().RefreshAsync(stolen);
        time.Advance(TimeSpan.FromSeconds(2));
        using var thief = await app.CreateClient().RefreshAsync(stolen);
        using var owner = await app.CreateClient().RefreshAsync(rightful.Cookie());

        Assert.Equal(HttpStatusCode.OK, inGrace.StatusCode);
        Assert.Equal([HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized], [thief.StatusCode, owner.StatusCode]);
        Assert.Equal("identity.session_ended", (string)(await thief.BodyAsync())["code"]!);
        Assert.Equal("", thief.Cookie());
        Assert.Equal(HttpStatusCode.Unauthorized, await app.Client.StatusAsync("/api/auth/me", access));
        Assert.Equal(HttpStatusCode.OK, await app.Client.StatusAsync("/api/auth/me", ada.AccessToken));
        Assert.Single(await app.AuditAsync(AuditScope.Workspace(ada.WorkspaceId), "auth.refresh_reused"));
    }

    [Fact]
    public async Task A_session_ends_after_a_day_without_use_and_after_thirty_days_with_it()
    {
        var time = new FakeTime(Start);
        await using var app = await ArtisanApp.StartAsync(time: time);
        var (_, unused) = await SignedInAsync(app);
        var (_, used) = await SignedInAsync(app);

        for (var hours = 0; hours < 700; hours += 20)
        {
            time.Advance(TimeSpan.FromHours(20));
            using var response = await app.CreateClient().RefreshAsync(used);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            used = response.Cookie();
            if (hours != 20) continue;
            using var idle = await app.CreateClient().RefreshAsync(unused);
            Assert.Equal(HttpStatusCode.Unauthorized, idle.StatusCode);
        }

        time.Advance(TimeSpan.FromHours(21));
        using var tooOld = await app.CreateClient().RefreshAsync(used);
        Assert.Equal(HttpStatusCode.Unauthorized, tooOld.StatusCode);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("0")]
    public async Task The_cookie_alone_is_not_enough(string? csrf)
    {
        var (_, cookie) = await SignedInAsync(_app);

        using var refused = await _app.CreateClient().RefreshAsync(cookie, csrf);
        using var later = await _app.CreateClient().RefreshAsync(cookie);

        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.Null(refused.Header(IdentityCalls.RefreshCookie));
        Assert.Equal(HttpStatusCode.OK, later.StatusCode);
    }

    [Theory]
    [InlineData("Origin", "https://app.artisan.test.evil.example")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    public async Task A_page_of_another_site_cannot_refresh(string header, string value)
    {
        var (_, cookie) = await SignedInAsync(_app);
        var request = IdentityCalls.Post("/api/auth/refresh", new { });
        request.Headers.Add("Cookie", $"{IdentityCalls.RefreshCookie}={cookie}");
        request.Headers.Add("X-Artisan-Csrf", "1");
        request.Headers.Add(header, value);

        using var refused = await _app.CreateClient().SendAsync(request);

        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.Null(refused.Header(IdentityCalls.RefreshCookie));
    }

    [Theory]
    [InlineData("")]
    [InlineData("garbage")]
    [InlineData("usr_00000000000000000000000000.ses_00000000000000000000000000.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("usr_0000000000000000000000000'.ses_00000000000000000000000000.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task A_cookie_that_is_not_ours_is_refused_and_taken_back(string cookie)
    {
        using var response = await _app.CreateClient().RefreshAsync(cookie);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal("", response.Cookie());
    }

    private static async Task<(SignedInUser User, string Cookie)> SignedInAsync(ArtisanApp app)
    {
        var user = await app.SignUpAsync();
        using var response = await app.CreateClient().SignInAsync(user.Email);
        return (user, response.Cookie());
    }
}
