using System.Text.Json;
using System.Text.Json.Nodes;
using Artisan.Areas.Tests.Value;
using Artisan.Platform.Functions;
using Artisan.Platform.Ids;
using Artisan.Platform.Messaging;
using Artisan.Testing;
using Artisan.Testing.Host;
using Microsoft.Extensions.DependencyInjection;

namespace Artisan.Areas.Tests.Webhooks;

/// <summary>What a delivery costs in storage, beside what the queue does with its messages.</summary>
public sealed class CountingStorageTests : IAsyncLifetime
{
    private const int Endpoints = 10;
    private const int Events = 5;

    private readonly FaultInjectionPolicy _tables = new(request => !request.Uri.Path.EndsWith("/messages", StringComparison.Ordinal));
    private readonly QueueWatch _asked = new();
    private Receiver _receiver = null!;
    private ArtisanApp _app = null!;

    public async Task InitializeAsync()
    {
        _receiver = await Receiver.StartAsync();
        _app = await ArtisanApp.StartAsync(policies: [_tables, _asked], settings: new Dictionary<string, string?> { ["Outbound:AllowPrivate"] = "true" });
    }

    public async Task DisposeAsync()
    {
        await _app.DisposeAsync();
        await _receiver.DisposeAsync();
    }

    [Fact]
    public async Task A_delivery_that_is_taken_costs_three_operations_and_so_does_each_further_attempt_of_one_that_is_not()
    {
        var home = new Workplace(_app);
        var owner = await home.OwnerAsync();
        for (var i = 0; i < Endpoints; i++) await WebhookPlace.EndpointAsync(_receiver, owner, $"/{i}");
        await HappenAsync(home.Id);
        await AttemptAsync();

        // All endpoints of a workspace are read together, once every five seconds.
        _tables.Reset();
        for (var i = 0; i < Events; i++) await HappenAsync(home.Id);
        await AttemptAsync();
        Assert.InRange(_tables.Calls, 3 * Endpoints * Events, (3 * Endpoints * Events) + 2);
        Assert.Equal(Endpoints * (Events + 1), _receiver.All.Count);

        for (var i = 0; i < Endpoints; i++) _receiver.Status($"/{i}", 500);
        await HappenAsync(home.Id);
        await AttemptAsync();
        _tables.Reset();
        await AttemptAsync();
        Assert.InRange(_tables.Calls, 3 * Endpoints, (3 * Endpoints) + 1);
    }

    private async Task HappenAsync(string workspaceId)
    {
        var happened = new JsonObject
        {
            ["id"] = _app.Services.GetRequiredService<IIds>().Ulid(),
            ["type"] = WebhookPlace.Calculations,
            ["workspaceId"] = workspaceId,
            ["at"] = "2026-01-01T00:00:00Z",
            ["subject"] = "cal_1",
        };
        await RunAsync("webhook-events", JsonSerializer.SerializeToElement(happened));
    }

    // Makes the attempts that were asked for, one after the other, without waiting for their time.
    private async Task AttemptAsync()
    {
        var asked = _asked.Sent.ToList();
        _asked.Sent.Clear();
        foreach (var (body, _) in asked) await RunAsync("webhook-delivery", JsonDocument.Parse(body).RootElement.GetProperty("body"));
    }

    private Task RunAsync(string queue, JsonElement message) => _app.Services.GetRequiredKeyedService<IQueueFunction>(queue).RunAsync(new QueueEnvelope("test", null, message), default);
}
