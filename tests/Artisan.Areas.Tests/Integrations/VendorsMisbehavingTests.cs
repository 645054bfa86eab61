using System.Net;
using System.Text.Json.Nodes;
using Artisan.Areas.Tests.Identity;
using Artisan.Platform.Audit;
using Artisan.Testing.Host;
using Artisan.Testing.Vendors;

namespace Artisan.Areas.Tests.Integrations;

/// <summary>What every connection goes through in its life, whoever is at the other end.</summary>
public sealed class VendorsMisbehavingTests(IntegrationsLab lab) : IClassFixture<IntegrationsLab>
{
    // How long X, HubSpot and the others let a token live, and more.
    private static readonly TimeSpan LongerThanAToken = TimeSpan.FromHours(3);

    [Theory]
    [InlineData("linkedin")]
    [InlineData("twitter")]
    [InlineData("salesforce")]
    [InlineData("hubspot")]
    [InlineData("pipedrive")]
    [InlineData("google")]
    [InlineData("microsoft")]
    [InlineData("stripe")]
    [InlineData("segment")]
    [InlineData("sendgrid")]
    public async Task A_connection_tells_what_is_wrong_and_goes_on_where_it_can(string provider)
    {
        var (owner, vendor, keyed) = (await lab.App.SignUpAsync(), lab.Vendors[provider], IntegrationsLab.KeysOf(provider) is not null);
        await lab.ConnectAsync(owner, provider);
        await lab.App.SettleAsync();
        Assert.Equal(("connected", "good"), (await StateAsync(owner, provider), await TestAsync(owner, provider)));

        vendor.Spoil(new Mishap(429, RetryAfter: 17));
        using (var busy = await owner.Client.PostAsync(new Uri($"/api/integrations/{provider}/test", UriKind.Relative), null))
        {
            Assert.Equal((HttpStatusCode.ServiceUnavailable, TimeSpan.FromSeconds(17)), (busy.StatusCode, busy.Headers.RetryAfter!.Delta));
        }

        Assert.Equal("failing", await StateAsync(owner, provider));
        foreach (var mishap in new[] { Mishap.Down, Mishap.NoAnswer, Mishap.NotJson, Mishap.OtherShape })
        {
            // Stripe's test takes any list; that it is read shows elsewhere.
            if (provider == "stripe" && mishap == Mishap.OtherShape) continue;
            vendor.Spoil(mishap);
            Assert.Equal("integrations.silent", await TestAsync(owner, provider));
        }

        Assert.Equal(("good", "connected"), (await TestAsync(owner, provider), await StateAsync(owner, provider)));
        if (!keyed)
        {
            var refreshed = lab.Desk(provider).Refreshed;
            lab.Desk(provider).Expire();
            lab.Later(owner, LongerThanAToken);
            // LinkedIn gives no refresh tokens: the consent has to be given anew.
            if (provider == "linkedin") Assert.Equal("integrations.needs_reconnect", await TestAsync(owner, provider));
            else Assert.Equal(("good", refreshed + 1), (await TestAsync(owner, provider), lab.Desk(provider).Refreshed));
            if (provider == "linkedin") await lab.ConnectAsync(owner, provider);
            lab.Desk(provider).Withdraw();
        }
        else vendor.Spoil(new Mishap(401));

        Assert.Equal(keyed ? "integrations.keys_refused" : "integrations.needs_reconnect", await TestAsync(owner, provider));
        Assert.Equal(keyed ? "failing" : "needs_reconnect", await StateAsync(owner, provider));
        if (keyed) return;

        var ended = await lab.App.AuditAsync(AuditScope.Workspace(owner.WorkspaceId), "integrations.consent_ended");
        Assert.Equal(provider == "linkedin" ? 2 : 1, ended.Count);
        await lab.App.SettleAsync();
        Assert.Contains("has to be connected again", (await owner.Client.GetJsonAsync("/api/notifications"))["items"]![0]!["title"]!.ToString(), StringComparison.Ordinal);
        Assert.Equal("integrations.needs_reconnect", await TestAsync(owner, provider));
        await lab.ConnectAsync(owner, provider);
        Assert.Equal(("good", "connected"), (await TestAsync(owner, provider), await StateAsync(owner, provider)));
    }

    [Fact]
    public async Task Fifty_callers_refresh_a_token_once()
    {
        var owner = await lab.App.SignUpAsync();
        await lab.ConnectAsync(owner, "twitter");
        var desk = lab.Desk("twitter");
        desk.Expire();
        lab.Later(owner, LongerThanAToken);
        desk.Thinks = TimeSpan.FromMilliseconds(100);
        var before = desk.Refreshed;

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => TestAsync(owner, "twitter")));

        desk.Thinks = TimeSpan.Zero;
        Assert.All(answers, a => Assert.Equal("good", a));
        Assert.Equal(before + 1, desk.Refreshed);
    }

    private static async Task<string> StateAsync(SignedInUser user, string provider) => (string)(await IntegrationsLab.SeeAsync(user, provider))["state"]!;

    // "good", or the problem's code.
    private static async Task<string> TestAsync(SignedInUser user, string provider)
    {
        using var answer = await user.Client.PostAsync(new Uri($"/api/integrations/{provider}/test", UriKind.Relative), null);
        var body = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        return answer.IsSuccessStatusCode ? "good" : (string)body["code"]!;
    }
}
