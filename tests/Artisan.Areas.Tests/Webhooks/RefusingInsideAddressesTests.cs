using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Artisan.Areas.Tests.Value;
using Artisan.Areas.Webhooks.Endpoints;
using Artisan.Platform.Messaging;
using Artisan.Platform.Outbound;
using Artisan.Testing;
using Artisan.Testing.Host;
using Microsoft.Extensions.DependencyInjection;

namespace Artisan.Areas.Tests.Webhooks;

/// <summary>One rule at the three places where it counts: an address is refused when it is saved, when it is tested, and when an event would be sent there.</summary>
public sealed class RefusingInsideAddressesTests : IAsyncLifetime
{
    private static readonly IPAddress Public = IPAddress.Parse("93.184.215.14");

    private readonly ChangingNames _names = new();
    private ArtisanApp _app = null!;
    private Workplace _home = null!;

    public async Task InitializeAsync()
    {
        _app = await ArtisanApp.StartAsync(
            settings: new Dictionary<string, string?> { ["Webhooks:EndpointsPerWorkspace"] = "100" }, services: services => services.AddSingleton<IHostAddresses>(_names));
        _home = new Workplace(_app);
    }

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Fact]
    public async Task None_of_them_can_be_saved()
    {
        var owner = await _home.OwnerAsync();
        var all = InsideAddresses.Addresses.Select(InsideAddresses.UrlOf).Concat(InsideAddresses.Urls).ToList();
        Assert.True(all.Count >= 60, $"{all.Count} addresses and forms of hosts");
        foreach (var url in all)
        {
            var refused = await owner.PostJsonAsync("/api/webhooks/endpoints", new { url }, HttpStatusCode.UnprocessableEntity);
            Assert.True((string)refused["code"]! == "webhooks.url_refused", url);
        }

        Assert.Empty((await owner.GetJsonAsync("/api/webhooks/endpoints"))["items"]!.AsArray());
    }

    [Fact]
    public async Task A_name_that_leads_inside_only_after_it_was_saved_is_neither_tested_nor_sent_to()
    {
        var owner = await _home.OwnerAsync();
        using var inside = new TcpListener(IPAddress.Loopback, 0);
        inside.Start();
        var ids = new List<string>();
        for (var i = 0; i < InsideAddresses.Addresses.Count; i++)
        {
            _names.Answers[$"h{i}.hooks.example.com"] = Public;
            var url = $"https://h{i}.hooks.example.com:{((IPEndPoint)inside.LocalEndpoint).Port}/";
            ids.Add((string)(await owner.PostJsonAsync("/api/webhooks/endpoints", new { url, types = new[] { WebhookPlace.Calculations } }, HttpStatusCode.Created))["endpoint"]!["id"]!);
        }

        for (var i = 0; i < ids.Count; i++) _names.Answers[$"h{i}.hooks.example.com"] = IPAddress.Parse(InsideAddresses.Addresses[i]);
        foreach (var id in ids) Assert.Equal("webhooks.url_refused", (string)(await owner.PostJsonAsync($"/api/webhooks/endpoints/{id}/test", new { }, HttpStatusCode.UnprocessableEntity))["code"]!);
        await AssertNothingIsSentAsync(owner, ids);
        Assert.False(inside.Pending());
    }

    [Fact]
    public async Task One_that_was_saved_before_the_rule_knew_it_is_neither_tested_nor_sent_to()
    {
        var owner = await _home.OwnerAsync();
        var id = (string)(await owner.PostJsonAsync("/api/webhooks/endpoints", new { url = $"https://{Public}/", types = new[] { WebhookPlace.Calculations } }, HttpStatusCode.Created))["endpoint"]!["id"]!;
        var endpoints = _app.Services.GetRequiredService<EndpointStore>();
        foreach (var url in InsideAddresses.Addresses.Select(InsideAddresses.UrlOf).Concat(InsideAddresses.Urls))
        {
            var stored = (await endpoints.FindAsync(_home.Id, id, default))!;
            await endpoints.Home(_home.Id).Change().Replace(EndpointStore.Into(stored.Row, stored.Endpoint with { Url = url })).CommitAsync(default);
            endpoints.Forget(_home.Id);
            Assert.Equal("webhooks.url_refused", (string)(await owner.PostJsonAsync($"/api/webhooks/endpoints/{id}/test", new { }, HttpStatusCode.UnprocessableEntity))["code"]!);
        }

        await AssertNothingIsSentAsync(owner, [id]);
    }

    // An event happens; every attempt at these endpoints ends before a connection.
    private async Task AssertNothingIsSentAsync(HttpClient owner, IReadOnlyList<string> endpoints)
    {
        await WebhookPlace.HappenAsync(owner);
        await _app.Services.GetRequiredService<Outbox>().SettleAsync();
        await _app.Pump.DrainAsync();
        foreach (var endpoint in endpoints)
        {
            var delivery = Assert.Single(await WebhookPlace.LogAsync(owner, endpoint))!;
            var attempts = delivery["attempts"]!.AsArray();
            if (attempts.Count == 0) await WebhookPlace.AttemptAsync(_app, _home.Id, delivery, 0);
            var attempt = Assert.Single((await WebhookPlace.LogAsync(owner, endpoint))[0]!["attempts"]!.AsArray())!;
            Assert.Null(attempt["status"]);
            Assert.NotEmpty((string)attempt["error"]!);
        }
    }

    /// <summary>A name service whose answers change.</summary>
    private sealed class ChangingNames : IHostAddresses
    {
        public ConcurrentDictionary<string, IPAddress> Answers { get; } = new();

        public Task<IPAddress[]> FindAsync(string host, CancellationToken ct) =>
            Answers.TryGetValue(host, out var found) ? Task.FromResult<IPAddress[]>([found]) : throw new SocketException((int)SocketError.HostNotFound);
    }
}
