using System.Globalization;
using System.Net;
using Artisan.Areas.Tests.Value;
using Artisan.Testing.Host;

namespace Artisan.Areas.Tests.Webhooks;

/// <summary>Real deliveries to another process, which verifies them with the npm package <c>standardwebhooks</c>.</summary>
public sealed class VerifyingWithTheirLibraryTests(WebhookPlace place) : IClassFixture<WebhookPlace>, IAsyncLifetime
{
    private const string Verified = "verified value.calculation.created";
    private const string NoMatch = "WebhookVerificationError: No matching signature found";

    private readonly Workplace _home = new(place.App);
    private NodeReceiver _receiver = null!;

    public async Task InitializeAsync() => _receiver = await NodeReceiver.StartAsync();

    public Task DisposeAsync()
    {
        _receiver.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task A_delivery_verifies_and_nothing_that_was_changed_on_the_way_does()
    {
        var owner = await _home.OwnerAsync();
        var (endpoint, secret) = await EndpointAsync(owner, "/orders");
        await _receiver.TrustAsync("/orders", secret);
        await WebhookPlace.HappenAsync(owner);
        Assert.Equal((200, Verified), await OutcomeAsync(owner, endpoint));

        var (headers, body) = await _receiver.LastAsync("/orders");
        var (id, timestamp, signature) = ((string)headers["webhook-id"]!, (string)headers["webhook-timestamp"]!, (string)headers["webhook-signature"]!);
        var earlier = (long.Parse(timestamp, CultureInfo.InvariantCulture) - 1).ToString(CultureInfo.InvariantCulture);
        Assert.Equal(Verified, await _receiver.PostAsync("/orders", id, timestamp, signature, body));
        Assert.Equal(NoMatch, await _receiver.PostAsync("/orders", id, timestamp, signature, body.Replace("1997", "1998", StringComparison.Ordinal)));
        Assert.Equal(NoMatch, await _receiver.PostAsync("/orders", id + "0", timestamp, signature, body));
        Assert.Equal(NoMatch, await _receiver.PostAsync("/orders", id, earlier, signature, body));
        Assert.Equal(NoMatch, await _receiver.PostAsync("/orders", id, timestamp, "v1,AAAA" + signature["v1,AAAA".Length..], body));
    }

    [Fact]
    public async Task While_a_secret_is_rotated_both_verify_and_another_one_does_not()
    {
        var owner = await _home.OwnerAsync();
        var (endpoint, old) = await EndpointAsync(owner, "/rotated");
        var present = (string)(await owner.PostJsonAsync($"/api/webhooks/endpoints/{endpoint}/rotate-secret", new { }))["secret"]!;
        var another = (await EndpointAsync(owner, "/another")).Secret;

        foreach (var (trusted, outcome) in new[] { (old, (200, "verified endpoint.test")), (present, (200, "verified endpoint.test")), (another, (401, NoMatch)) })
        {
            await _receiver.TrustAsync("/rotated", trusted);
            await owner.PostJsonAsync($"/api/webhooks/endpoints/{endpoint}/test", new { }, HttpStatusCode.Accepted);
            Assert.Equal(outcome, await OutcomeAsync(owner, endpoint));
        }
    }

    private async Task<(string Id, string Secret)> EndpointAsync(HttpClient owner, string path)
    {
        var made = await owner.PostJsonAsync("/api/webhooks/endpoints", new { url = _receiver.Url(path), types = new[] { WebhookPlace.Calculations } }, HttpStatusCode.Created);
        return ((string)made["endpoint"]!["id"]!, (string)made["secret"]!);
    }

    // What the receiver answered to the newest delivery, as the log shows it.
    private async Task<(int Status, string Answer)> OutcomeAsync(HttpClient owner, string endpoint)
    {
        await place.SettleAsync();
        var attempt = (await WebhookPlace.LogAsync(owner, endpoint))[0]!["attempts"]![0]!;
        return ((int)attempt["status"]!, (string)attempt["response"]!);
    }
}
