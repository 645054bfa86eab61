using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Artisan.Areas.Tests.Value;
using Artisan.Areas.Webhooks;
using Artisan.Areas.Webhooks.Contracts;
using Artisan.Platform.Functions;
using Artisan.Platform.Ids;
using Artisan.Platform.Messaging;
using Artisan.Testing.Host;
using Azure.Core.Pipeline;
using Microsoft.Extensions.DependencyInjection;

namespace Artisan.Areas.Tests.Webhooks;

/// <summary>Whatever call of storage breaks while something is sent or taken: what was acknowledged is sent, nothing waits for ever, and what came in counts once.</summary>
public sealed class LosingNothingTests(LosingNothingTests.Lab lab) : IClassFixture<LosingNothingTests.Lab>
{
    private const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private const string Point = """{"id":"a","time":"2026-01-10T00:00:00Z","fields":{"amount":"29.33"}}""";

    private int _life;

    [Fact]
    public Task Events_tests_and_replays_are_sent_whatever_breaks() => lab.EachCallAsync(async moments =>
    {
        var (place, path) = (new Workplace(lab.Healthy), $"/{++_life}");
        var owner = await place.OwnerAsync();
        using var there = lab.Breaking.CreateClient(owner.DefaultRequestHeaders.Authorization!.Parameter);
        var (endpoint, _) = await WebhookPlace.EndpointAsync(lab.Receiver, owner, path);

        // An event: its message comes back until it was handled, and so does that of its attempt.
        lab.Receiver.Status(path, 500);
        var happened = Happened(place.Id);
        await moments.BreakAsync(app => RunAsync(app, "webhook-events", happened));
        await RunAsync(lab.Healthy, "webhook-events", happened);
        var delivery = Assert.Single(await WebhookPlace.LogAsync(owner, endpoint))!;
        Assert.Contains(lab.Asked.Sent, s => Asks(s.Body, delivery, 0));
        await moments.BreakAsync(app => WebhookPlace.AttemptAsync(app, place.Id, delivery, 0));
        await WebhookPlace.AttemptAsync(lab.Healthy, place.Id, delivery, 0);
        Assert.Equal(1, (int)(await WebhookPlace.LogAsync(owner, endpoint))[0]!["tries"]!);
        Assert.Contains(lab.Asked.Sent, s => Asks(s.Body, delivery, 1) && s.Seconds >= 300);

        lab.Receiver.Status(path, 200);
        await moments.BreakAsync(app => WebhookPlace.AttemptAsync(app, place.Id, delivery, 1));
        await WebhookPlace.AttemptAsync(lab.Healthy, place.Id, delivery, 1);
        Assert.Equal("delivered", (string)(await WebhookPlace.LogAsync(owner, endpoint))[0]!["state"]!);

        // A replay and a test: acknowledged or not, the log holds nothing that nobody will send.
        var sent = lab.Receiver.At(path).Count;
        var acknowledged = 0;
        foreach (var ask in new[] { $"/api/webhooks/deliveries/{(string)delivery["id"]!}/replay", $"/api/webhooks/endpoints/{endpoint}/test" })
        {
            await moments.BreakAsync(async _ =>
            {
                using var answer = await there.PostAsync(new Uri(ask, UriKind.Relative), new StringContent("{}", Encoding.UTF8, "application/json"));
                if (answer.StatusCode == HttpStatusCode.Accepted) acknowledged++;
            });
        }

        await RingAsync(place.Id);
        await lab.Healthy.SettleAsync();
        Assert.All(await WebhookPlace.LogAsync(owner, endpoint), d => Assert.Equal("delivered", (string)d!["state"]!));
        Assert.True(lab.Receiver.At(path).Count >= sent + acknowledged, $"{lab.Receiver.At(path).Count} of {sent} + {acknowledged} were sent.");
    });

    [Fact]
    public Task What_a_source_sends_counts_once_whatever_breaks() => lab.EachCallAsync(async moments =>
    {
        var place = new Workplace(lab.Healthy);
        using var key = await place.KeyAsync("value:write");
        var owner = await place.OwnerAsync();
        await owner.PutJsonAsync("/api/setup/steps/api-integration", new { apiIntegration = new { kind = "custom", credentials = new { webhookSecret = Secret } } });
        await owner.PutJsonAsync("/api/setup/steps/data-source", new { dataSource = new { source = "shop" } });

        await moments.BreakAsync(app => SendAsync(app, place.Id));
        // The sender repeats it until it hears of success.
        Assert.Equal(HttpStatusCode.OK, await SendAsync(lab.Healthy, place.Id));
        await RingAsync(place.Id);
        var taken = lab.Asked.Taken(place.Id);
        await moments.BreakAsync(app => RunAsync(app, "webhook-inbound", taken));
        await lab.Healthy.SettleAsync();
        await RunAsync(lab.Healthy, "webhook-inbound", taken);
        var measured = await owner.PostJsonAsync("/api/value/formula/evaluate", new { source = "shop", formula = "sum(amount)", period = "2026-01" });
        Assert.Equal((1, "29.33"), ((int)measured["points"]!, (string)measured["value"]!));
    });

    private static async Task<HttpStatusCode> SendAsync(ArtisanApp app, string workspaceId)
    {
        var now = TimeProvider.System.GetUtcNow();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/webhooks/inbound/custom/con_{workspaceId["ws_".Length..]}") { Content = new StringContent(Point, Encoding.UTF8, "application/json") };
        request.Headers.Add("webhook-id", "msg_1");
        request.Headers.Add("webhook-timestamp", now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("webhook-signature", StandardWebhooks.Sign("msg_1", now, Encoding.UTF8.GetBytes(Point), [Secret]));
        using var answer = await app.Client.SendAsync(request);
        return answer.StatusCode;
    }

    private JsonElement Happened(string workspaceId) => JsonSerializer.SerializeToElement(new JsonObject
    {
        ["id"] = lab.Healthy.Services.GetRequiredService<IIds>().Ulid(),
        ["type"] = WebhookPlace.Calculations,
        ["workspaceId"] = workspaceId,
        ["at"] = "2026-01-01T00:00:00Z",
        ["subject"] = "cal_1",
    });

    private static bool Asks(string message, JsonNode delivery, int tries) =>
        message.Contains((string)delivery["eventId"]!, StringComparison.Ordinal) && message.Contains(string.Create(CultureInfo.InvariantCulture, $"\"try\":{tries}"), StringComparison.Ordinal);

    private static Task RunAsync(ArtisanApp app, string queue, JsonElement message) => app.Services.GetRequiredKeyedService<IQueueFunction>(queue).RunAsync(new QueueEnvelope("test", null, message), default);

    // What the bells of the partitions do a minute later.
    private async Task RingAsync(string workspaceId)
    {
        await foreach (var partition in lab.Healthy.Services.GetServices<IOutboxPartitions>().OfType<WebhookPartitions>().Single().ListAsync(workspaceId, default))
            await lab.Healthy.Services.GetRequiredService<Outbox>().DrainAsync(partition, default);
    }

    /// <summary>A lab whose apps may send to a receiver on this machine.</summary>
    public sealed class Lab : CrashLab, IAsyncLifetime
    {
        internal Receiver Receiver { get; private set; } = null!;

        internal QueueWatch Asked { get; } = new();

        async Task IAsyncLifetime.InitializeAsync()
        {
            Receiver = await Receiver.StartAsync();
            await InitializeAsync();
        }

        public override async Task DisposeAsync()
        {
            await base.DisposeAsync();
            await Receiver.DisposeAsync();
        }

        protected override Task<ArtisanApp> StartAsync(ArtisanApp? sharing, IReadOnlyList<HttpPipelinePolicy> policies) =>
            ArtisanApp.StartAsync(sharing, policies: [.. policies, Asked], settings: new Dictionary<string, string?> { ["Outbound:AllowPrivate"] = "true" });
    }
}
