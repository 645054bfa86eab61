using System.Net;
using System.Text.Json;
using Artisan.Areas.Identity.Contracts;
using Artisan.Areas.Identity.Suspicion;
using Artisan.Areas.Workspaces.Contracts;
using Artisan.Platform.Access;
using Artisan.Platform.Audit;
using Artisan.Platform.Messaging;
using Artisan.Testing.Host;
using Microsoft.Extensions.DependencyInjection;
using SignedInUser = Artisan.Testing.Host.SignedInUser;

namespace Artisan.Areas.Tests.Identity;

/// <summary>Users are told of what may not have been they, once a day.</summary>
[Collection(IdentityScenarios.Name)]
public sealed class TellingSuspicionsTests(IdentityApp shared)
{
    private const string NewPlace = "Somebody signed in to your account from a new place";
    private const string Firefox = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0";
    private const string Safari = "Mozilla/5.0 (Macintosh; Intel Mac OS X 14_5) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Safari/605.1.15";

    private readonly ArtisanApp _app = shared.App;

    [Fact]
    public async Task A_sign_in_from_a_device_that_was_never_used_is_told_once_a_day_with_the_way_to_a_new_password()
    {
        var ada = await _app.SignUpAsync();
        await SignInAsync(ada, agent: null);
        Assert.Empty(await ToldAsync(ada, NewPlace));

        await SignInAsync(ada, Firefox);
        await SignInAsync(ada, Firefox);
        await SignInAsync(ada, Safari);

        var mail = Assert.Single(await ToldAsync(ada, NewPlace));
        Assert.Contains("Firefox on Windows", mail.Text, StringComparison.Ordinal);
        Assert.Contains("https://app.artisan.test/forgot", mail.Text, StringComparison.Ordinal);
        Assert.Null(mail.Token);
        Assert.Single(await _app.AuditAsync(AuditScope.Workspace(ada.WorkspaceId), "auth.suspicion_told"), e => (string)e.After!["kind"]! == Suspicions.NewPlace);
        Assert.Single((await ada.Client.GetJsonAsync("/api/notifications"))["items"]!.AsArray(), n => (string?)n!["kind"] == "account.new_place");
    }

    [Fact]
    public async Task A_browser_that_is_known_may_change_its_name_but_a_new_country_is_told()
    {
        var ada = await _app.SignUpAsync();
        await SignInAsync(ada, agent: null, country: "DE");
        await SignInAsync(ada, Safari, country: "DE", client: ada.Client);
        await SignInAsync(ada, agent: null, country: "XX");
        Assert.Empty(await ToldAsync(ada, NewPlace));

        await SignInAsync(ada, agent: null, country: "BR", client: ada.Client);

        Assert.Contains("in the country BR", Assert.Single(await ToldAsync(ada, NewPlace)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ten_failures_from_wherever_are_one_mail_a_day()
    {
        var ada = await _app.SignUpAsync();
        var today = new DateTimeOffset(TimeProvider.System.GetUtcNow().UtcDateTime.Date, TimeSpan.Zero);

        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => TellAsync(ada, today.AddMinutes(i))));
        Assert.Single(await ToldAsync(ada, "Somebody tries to sign in to your account"));

        await TellAsync(ada, today.AddDays(1));
        await TellAsync(ada, today.AddHours(3));
        Assert.Equal(2, (await ToldAsync(ada, "Somebody tries to sign in to your account")).Count);
    }

    [Fact]
    public async Task The_owners_are_told_of_a_member_who_takes_everything_out_again_and_again()
    {
        var ada = await _app.SignUpAsync();
        var exports = _app.Services.GetRequiredService<IMassExports>();
        var bob = new Caller { UserId = "usr_01arz3ndektsv4rrffq69g5fav", WorkspaceId = ada.WorkspaceId, Role = Role.Admin, Ip = "203.0.113.9" };

        await exports.RecordAsync(bob, "receipts.exported", "workspace", ada.WorkspaceId, CancellationToken.None);
        await exports.RecordAsync(bob, "receipts.exported", "workspace", ada.WorkspaceId, CancellationToken.None);
        Assert.Empty(await ToldAsync(ada, "Your workspace was exported several times"));

        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => exports.RecordAsync(bob, "receipts.exported", "workspace", ada.WorkspaceId, CancellationToken.None)));

        Assert.Contains("203.0.113.9", Assert.Single(await ToldAsync(ada, "Your workspace was exported several times")).Text, StringComparison.Ordinal);
        Assert.Equal(12, (await _app.AuditAsync(AuditScope.Workspace(ada.WorkspaceId), "receipts.exported")).Count);
    }

    [Theory]
    [InlineData(Firefox, "Firefox on Windows")]
    [InlineData(Safari, "Safari on macOS")]
    [InlineData("Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Mobile Safari/537.36 EdgA/126.0", "Edge on Android")]
    [InlineData("<b>Call 0800-FAKE</b>", "A program on another system")]
    public void Devices_are_named_by_words_of_ours(string agent, string name) => Assert.Equal(name, SignInPlace.Of(agent, IPAddress.Loopback, "").Device);

    [Theory]
    [InlineData("203.0.113.9", "203.0.250.1", true)]
    [InlineData("203.0.113.9", "203.1.113.9", false)]
    [InlineData("::ffff:203.0.113.9", "203.0.1.1", true)]
    [InlineData("2001:db8:1::1", "2001:db8:ffff::9", true)]
    [InlineData("2001:db8:1::1", "2001:db9::1", false)]
    [InlineData("127.0.0.1", "::1", true)]
    public void Addresses_of_one_provider_are_one_place(string one, string other, bool same) =>
        Assert.Equal(same, SignInPlace.Of(Firefox, IPAddress.Parse(one), "").Mark("usr") == SignInPlace.Of(Firefox, IPAddress.Parse(other), "").Mark("usr"));

    private async Task SignInAsync(SignedInUser user, string? agent, string? country = null, HttpClient? client = null)
    {
        using var request = IdentityCalls.Post("/api/auth/login", new { email = user.Email, password = user.Password });
        if (agent is not null) request.Headers.TryAddWithoutValidation("User-Agent", agent);
        if (country is not null) request.Headers.Add(IdentityApp.CountryHeader, country);
        using var response = await (client ?? _app.CreateClient()).SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    private Task TellAsync(SignedInUser user, DateTimeOffset at)
    {
        var message = JsonSerializer.Serialize(new AccountSuspicion(user.UserId, Suspicions.FailedSignIns, "Ten sign-ins failed.", "203.0.113.9", at), AccountSuspicion.JsonType);
        return _app.Services.GetServices<IOutboxSink>().Single(s => s.Name == AccountSuspicion.SinkName).DeliverAsync([new OutboxMessage("1", AccountSuspicion.SinkName, message, TimeSpan.Zero, null)], CancellationToken.None);
    }

    private async Task<IReadOnlyList<SeenMail>> ToldAsync(SignedInUser user, string subject)
    {
        await _app.SettleAsync();
        return [.. (await Mails.ToAsync(_app, user.Email)).Where(m => m.Subject == subject)];
    }
}
