using System.Net;

namespace Artisan.Areas.Tests.Billing;

public sealed class CrashingWhileMeteringTests(BillingLab lab) : IClassFixture<BillingLab>
{
    /// <summary>Whatever call of tracking, batches and reservations breaks, all of it is done again with an instance that knows nothing.</summary>
    [Fact]
    public Task Whatever_breaks_the_counters_are_those_of_the_events() => lab.EachCallAsync(async moments =>
    {
        var meters = new Meters(lab.Healthy);
        var retry = await meters.OwnerAsync();
        string? reservation = null;
        await moments.BreakAsync(async app =>
        {
            // The same caller: what was asked with a key is asked again by him.
            using var client = app.CreateClient(retry.DefaultRequestHeaders.Authorization!.Parameter);
            reservation = await UseAsync(client);
        });

        Assert.NotNull(await UseAsync(retry));
        if (reservation is not null) await Meters.SendAsync(retry, $"/api/billing/usage/reservations/{reservation}/confirm", new { quantity = "7" });
        Assert.Equal(32, await meters.CountersAreThoseOfTheirEventsAsync());
        Assert.Equal((1 + (30 * 2) + 7, 3), (await meters.UsedAsync(), (await meters.UsageAsync()).Reserved / 1_000_000));
    });

    // The same keys each time: what was recorded stays recorded, what was not is recorded now.
    private static async Task<string?> UseAsync(HttpClient client)
    {
        await SendAsync(client, Meters.Track, Meters.Event("m-1"));
        await SendAsync(client, Meters.Batch, new { events = Enumerable.Range(0, 30).Select(i => Meters.Event($"b-{i}", 2)) });
        await ReserveAsync(client, "kept", 3);
        if (await ReserveAsync(client, "confirmed", 9) is not { } id) return null;
        await SendAsync(client, $"/api/billing/usage/reservations/{id}/confirm", new { quantity = "7" });
        if (await ReserveAsync(client, "released", 5) is { } released) await SendAsync(client, $"/api/billing/usage/reservations/{released}/release", new { });
        return id;
    }

    private static async Task<string?> ReserveAsync(HttpClient client, string key, int quantity)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/billing/usage/reservations")
        {
            Content = new StringContent($$"""{"metric":"emails_sent","quantity":"{{quantity}}"}""", System.Text.Encoding.UTF8, "application/json"),
        };
        request.Headers.Add("Idempotency-Key", key);
        using var response = await client.SendAsync(request);
        return response.StatusCode is HttpStatusCode.Created ? (string?)System.Text.Json.Nodes.JsonNode.Parse(await response.Content.ReadAsStringAsync())!["id"] : null;
    }

    private static async Task SendAsync(HttpClient client, string path, object body)
    {
        var (status, answer) = await Meters.SendAsync(client, path, body);
        Assert.True((int)status is < 300 or >= 500 or 401, $"{path}: {status} {answer}");
    }
}
