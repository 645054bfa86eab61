using System.Net;
using Artisan.Areas.Billing.Contracts;
using Artisan.Areas.Billing.Metering;
using Artisan.Testing;
using Artisan.Testing.Host;
using Microsoft.Extensions.DependencyInjection;

namespace Artisan.Areas.Tests.Billing;

public sealed class CountingApiCallsTests : IAsyncLifetime
{
    private ArtisanApp _app = null!;
    private Meters _meters = null!;

    private ApiCallMeter Calls => _app.Services.GetRequiredService<ApiCallMeter>();

    public async Task InitializeAsync()
    {
        _app = await ArtisanApp.StartAsync();
        _meters = new Meters(_app);
    }

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Fact]
    public async Task Calls_with_keys_count_and_those_of_people_do_not()
    {
        var (owner, key) = (await _meters.OwnerAsync(), await _meters.KeyAsync("read"));
        for (var i = 0; i < 3; i++) await owner.GetJsonAsync("/api/billing/usage/current");
        for (var i = 0; i < 5; i++) await key.GetJsonAsync("/api/billing/usage/current");
        await Meters.SendAsync(key, Meters.Track, Meters.Event("m-1"));
        Assert.Empty(await _meters.PeriodsAsync());
        await Calls.FlushAsync(CancellationToken.None);
        await Calls.FlushAsync(CancellationToken.None);
        Assert.Equal(5, await _meters.UsedAsync("api_calls"));
        await key.GetJsonAsync("/api/billing/usage/current");
        await Calls.FlushAsync(CancellationToken.None);
        Assert.Equal(6, await _meters.UsedAsync("api_calls"));
        Assert.Equal(2, await _meters.CountersAreThoseOfTheirEventsAsync());
    }

    [Fact]
    public async Task What_was_counted_is_written_when_the_app_stops()
    {
        var key = await _meters.KeyAsync("read");
        await using (var other = await ArtisanApp.StartAsync(sharing: _app))
        {
            using var client = other.CreateClient(key.DefaultRequestHeaders.Authorization!.Parameter);
            await client.GetJsonAsync("/api/billing/usage/current");
        }

        Assert.Equal(1, await _meters.UsedAsync("api_calls"));
    }

    [Theory]
    [InlineData(Fault.AnswerLost)]
    [InlineData(Fault.NeverSent)]
    public async Task What_could_not_be_written_is_written_later_and_once(Fault fault)
    {
        var faults = new FaultInjectionPolicy(request => request.Uri.Path.EndsWith("$batch", StringComparison.Ordinal));
        await using var breaking = await ArtisanApp.StartAsync(sharing: _app, policies: [faults]);
        var key = await _meters.KeyAsync("read");
        using var client = breaking.CreateClient(key.DefaultRequestHeaders.Authorization!.Parameter);
        for (var i = 0; i < 4; i++) await client.GetJsonAsync("/api/billing/usage/current");
        var calls = breaking.Services.GetRequiredService<ApiCallMeter>();
        faults.Reset();
        faults.Inject(fault, 1, times: 20);
        await calls.FlushAsync(CancellationToken.None);
        faults.Reset();
        await client.GetJsonAsync("/api/billing/usage/current");
        await calls.FlushAsync(CancellationToken.None);
        await calls.FlushAsync(CancellationToken.None);
        Assert.Equal(5, await _meters.UsedAsync("api_calls"));
    }

    [Fact]
    public async Task Past_a_hard_limit_keys_are_refused_until_the_plan_is_changed_and_what_was_called_stays_counted()
    {
        var (key, owner) = (await _meters.KeyAsync("read"), await _meters.OwnerAsync());
        await _app.Services.GetRequiredService<IUsage>().TrackAsync(_meters.Id, "before", UsageMetrics.ApiCalls, 9_998, CancellationToken.None);
        for (var i = 0; i < 4; i++) await key.GetJsonAsync("/api/billing/usage/current");
        await Calls.FlushAsync(CancellationToken.None);

        var refused = await key.GetJsonAsync("/api/billing/usage/current", HttpStatusCode.PaymentRequired);

        Assert.Equal(("billing.limit_reached", "api_calls", "10000", "10002", "starter"), ((string?)refused["code"], (string?)refused["metric"], (string?)refused["limit"], (string?)refused["used"], (string?)refused["plan"]));
        await owner.GetJsonAsync("/api/billing/usage/current");
        await _meters.SubscribeAsync("starter");
        _app.Services.GetRequiredService<IEntitlements>().Forget(_meters.Id);
        await key.GetJsonAsync("/api/billing/usage/current");
    }
}

public sealed class LimitingByPlanTests : IAsyncLifetime
{
    private readonly FakeTime _time = new(new DateTimeOffset(2026, 5, 10, 12, 0, 0, TimeSpan.Zero));
    private ArtisanApp _app = null!;

    public async Task InitializeAsync() => _app = await ArtisanApp.StartAsync(time: _time, settings: new Dictionary<string, string?> { ["RateLimits:PerCallerPerMinute"] = "100", ["RateLimits:EventsPerCallerPerMinute"] = "1000" });

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Fact]
    public async Task A_caller_may_call_as_often_as_the_plan_says()
    {
        var meters = new Meters(_app);
        await meters.SubscribeAsync("starter");
        var client = await meters.OwnerAsync();
        Assert.Equal("\"calls\";q=300;w=60", await PolicyOnceKnownAsync(client));
        _time.Advance(TimeSpan.FromMinutes(1));
        var answers = await Task.WhenAll(Enumerable.Range(0, 310).Select(async _ => (await client.GetAsync(new Uri("/api/billing/usage/history", UriKind.Relative))).StatusCode));
        Assert.Equal((300, 10), (answers.Count(s => s is HttpStatusCode.OK), answers.Count(s => s is HttpStatusCode.TooManyRequests)));
    }

    [Fact]
    public async Task Ingest_is_counted_in_events_and_not_in_calls()
    {
        var meters = new Meters(_app);
        await meters.SubscribeAsync("starter");
        var client = await meters.OwnerAsync();
        await PolicyOnceKnownAsync(client);
        for (var i = 0; i < 30; i++)
        {
            var answer = await client.PostJsonAsync(Meters.Batch, new { events = Enumerable.Range(0, 1_000).Select(n => new { id = $"{n}" }) });
            Assert.Equal(1_000, (int)answer["invalid"]!);
        }

        using var content = new StringContent("""{"events":[{"id":"1"}]}""", System.Text.Encoding.UTF8, "application/json");
        using var refused = await client.PostAsync(new Uri(Meters.Batch, UriKind.Relative), content);
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.Equal("\"events\";q=30000;w=60", refused.Headers.GetValues("RateLimit-Policy").Single());
        Assert.True(refused.Headers.RetryAfter!.Delta > TimeSpan.Zero);
        await client.GetJsonAsync("/api/billing/usage/history");
    }

    // The plan's rates are read in the background; the setting holds until they are known.
    private static async Task<string> PolicyOnceKnownAsync(HttpClient client)
    {
        for (var i = 0; ; i++)
        {
            using var response = await client.GetAsync(new Uri("/api/billing/usage/history", UriKind.Relative));
            var policy = response.Headers.GetValues("RateLimit-Policy").Single();
            if (policy != "\"calls\";q=100;w=60" || i == 50) return policy;
            await Task.Yield();
        }
    }
}
