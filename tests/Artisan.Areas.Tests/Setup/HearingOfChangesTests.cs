using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Artisan.Areas.Tests.Setup;

/// <summary>A source that says that something changed is read within a minute instead of within the hour.</summary>
public sealed class HearingOfChangesTests : IAsyncLifetime
{
    private const string Secret = "the-client-secret-of-the-app";
    private const string Event = """[{"eventId":1,"subscriptionId":7,"occurredAt":1700000000000,"subscriptionType":"deal.propertyChange","attemptNumber":0,"objectId":123}]""";

    private readonly SetupLab _lab = new();
    private Wizard _wizard = null!;

    public async Task InitializeAsync()
    {
        await _lab.InitializeAsync();
        _lab.App.BusinessClock.Set(Wizard.At("2026-07-01T12:00:00Z"), running: false);
        _wizard = await new Wizard(_lab).BeginAsync();
        using var open = await _wizard.Place.KeyAsync("value:write");
    }

    public Task DisposeAsync() => _lab.DisposeAsync();

    [Fact]
    public async Task What_HubSpot_signed_has_the_deals_read_and_what_it_did_not_has_not()
    {
        Wizard.Deal(_lab.HubSpot, "a", "2026-01-10", "10");
        await _wizard.ReadDealsAsync();
        Wizard.Deal(_lab.HubSpot, "a", "2026-01-10", "25", changed: "2026-06-30T00:00:00Z");
        // Without a secret there is no connection; saving one does not have everything read anew.
        Assert.Equal(404, await SendAsync(Event, Secret));
        var read = _lab.HubSpot.Requests.Count;
        await _wizard.SaveAsync("api-integration", new { kind = "hubspot", credentials = new { webhookSecret = Secret } });
        foreach (var step in new[] { "api-integration", "data-source", "metrics-config" }) await _wizard.ValidateAsync(step);
        await _lab.App.SettleAsync();
        Assert.Equal(25m, await _wizard.SumAsync());

        Wizard.Deal(_lab.HubSpot, "a", "2026-01-10", "40", changed: "2026-06-30T01:00:00Z");
        _lab.App.BusinessClock.Set(Wizard.At("2026-07-01T12:05:00Z"), running: false);
        Assert.Equal(401, await SendAsync(Event, Secret + "x"));
        Assert.Equal(401, await SendAsync(Event, Secret, minutes: -6));
        await _lab.App.SettleAsync();
        Assert.Equal(25m, await _wizard.SumAsync());

        Assert.Equal(200, await SendAsync(Event, Secret));
        await _lab.App.SettleAsync();
        Assert.Equal(40m, await _wizard.SumAsync());
        Assert.True(_lab.HubSpot.Requests.Count > read);
    }

    [Fact]
    public async Task However_often_it_says_so_a_source_is_read_once_a_minute()
    {
        Wizard.Deal(_lab.HubSpot, "a", "2026-01-10", "10");
        await _wizard.ReadDealsAsync();
        await _wizard.SaveAsync("api-integration", new { kind = "hubspot", credentials = new { webhookSecret = Secret } });
        foreach (var step in new[] { "api-integration", "data-source", "metrics-config" }) await _wizard.ValidateAsync(step);
        await _lab.App.SettleAsync();
        for (var i = 0; i < 5; i++) Assert.Equal(200, await SendAsync(Event.Replace("\"eventId\":1", $"\"eventId\":{i}", StringComparison.Ordinal), Secret));
        await _lab.App.SettleAsync();
        Assert.Equal("2026-07-01T12:01:00+00:00", (string)(await _wizard.GetAsync())["sync"]!["nextAt"]!);
    }

    private async Task<int> SendAsync(string body, string secret, int minutes = 0)
    {
        var path = $"/api/webhooks/inbound/hubspot/con_{_wizard.Place.Id["ws_".Length..]}";
        var stamp = TimeProvider.System.GetUtcNow().AddMinutes(minutes).ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        var signature = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"POSThttps://app.artisan.test{path}{body}{stamp}"));
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Add("X-HubSpot-Request-Timestamp", stamp);
        request.Headers.Add("X-HubSpot-Signature-v3", Convert.ToBase64String(signature));
        using var answer = await _lab.App.Client.SendAsync(request);
        return (int)answer.StatusCode;
    }
}
