using System.Text.Json.Nodes;
using Artisan.Areas.Tests.Value;
using Artisan.Platform.Events;
using Artisan.Platform.Ids;
using Artisan.Platform.Messaging;
using Artisan.Platform.Storage;
using Artisan.Testing;
using Artisan.Testing.Host;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Artisan.Areas.Tests.Webhooks;

/// <summary>Many events to many endpoints, a third of which are sick, while the process that sends them dies again and again.</summary>
public sealed class SurvivingStormsTests : IAsyncLifetime
{
    private const int Events = 300;
    private const int Healthy = 13;
    private const int Deaths = 5;
    private const int AtOnce = 16;
    private const int Limit = 240;

    // Seconds where the product has minutes; a replaced process starts while the one before still works.
    private static readonly Dictionary<string, string?> Quick = new()
    {
        ["Outbound:AllowPrivate"] = "true",
        ["Webhooks:RetrySeconds"] = "1 2 4",
        ["Webhooks:PauseSeconds"] = "3",
        ["Webhooks:TimeoutSeconds"] = "5",
    };

    private Receiver _receiver = null!;
    private ArtisanApp _app = null!;
    private Workplace _home = null!;
    private HttpClient _owner = null!;

    private static IReadOnlyList<string> Live { get; } = [.. Enumerable.Range(0, Healthy).Select(i => $"/healthy/{i}"), "/back/0", "/back/1"];

    private static IReadOnlyList<string> Dead { get; } = ["/fails", "/hangs", "/moved", "/gone", "/busy"];

    public async Task InitializeAsync()
    {
        _receiver = await Receiver.StartAsync();
        _receiver.Status("/fails", 500);
        _receiver.Answers["/hangs"] = context => Task.Delay(TimeSpan.FromMinutes(1), context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        _receiver.Status("/moved", 302, ("Location", _receiver.Url("/elsewhere")));
        _receiver.Status("/gone", 410);
        _receiver.Status("/busy", 429, ("Retry-After", "2"));
        for (var i = 0; i < 2; i++) _receiver.Answers[$"/back/{i}"] = BackAfter(6);
        _app = await ArtisanApp.StartAsync(settings: Quick);
        _home = new Workplace(_app);
        _owner = await _home.OwnerAsync();
    }

    public async Task DisposeAsync()
    {
        await _app.DisposeAsync();
        await _receiver.DisposeAsync();
    }

    [Fact]
    public async Task Every_live_endpoint_gets_every_event_and_the_log_tells_of_every_attempt_although_the_process_dies_five_times()
    {
        var endpoints = new Dictionary<string, string>();
        foreach (var path in Live.Concat(Dead)) endpoints[path] = (await WebhookPlace.EndpointAsync(_receiver, _owner, path)).Id;
        await HappenAsync();

        var process = await MortalProcess.StartAsync(_app);
        await using (var host = new QueueHost(_app.ConnectionString, () => process.App.Client, ["webhook-events", "webhook-delivery"], AtOnce, TimeSpan.FromSeconds(15)))
        {
            for (var death = 1; death <= Deaths; death++)
            {
                var (next, dies) = (await MortalProcess.StartAsync(_app), death * Events * Live.Count / (Deaths + 1));
                await UntilAsync(() => Task.FromResult(_receiver.All.Count >= dies), () => $"{_receiver.All.Count} of {dies} requests before death {death}");
                var dead = process;
                dead.Die();
                process = next;
                await dead.DisposeAsync();
            }

            await UntilAsync(() => Task.FromResult(Live.All(p => IdsAt(p).Count == Events)), () => string.Join(", ", Live.Select(p => $"{p} {IdsAt(p).Count}")));
            await UntilAsync(async () => await IsTakenAsync(endpoints), () => "the log says otherwise");
        }

        await process.DisposeAsync();
        // Tried again when the schedule says, and not before.
        var retried = (await LogAsync(endpoints["/fails"])).Select(d => d["attempts"]!.AsArray().Select(a => (DateTimeOffset)a!["at"]!).ToList()).Where(a => a.Count > 1).ToList();
        Assert.NotEmpty(retried);
        Assert.All(retried, attempts => Assert.InRange((attempts[1] - attempts[0]).TotalSeconds, 0.9, Limit));
        var logged = 0;
        foreach (var (path, endpoint) in endpoints)
        {
            var log = await LogAsync(endpoint);
            Assert.Equal(Events, log.Count);
            Assert.All(log, d => Assert.InRange((int)d["tries"]!, 0, 4));
            Assert.All(log, d => Assert.Equal((int)d["tries"]!, d["attempts"]!.AsArray().Count));
            // Only what a process did not live to tell of is not in the log: what it was just doing.
            var (sent, tries) = (_receiver.At(path).Count, log.SelectMany(d => d["attempts"]!.AsArray()).Count(a => (string?)a!["error"] != "The endpoint is switched off."));
            Assert.InRange(sent, tries, tries + (Deaths * AtOnce));
            logged += sent - tries;
            if (Live.Contains(path)) Assert.All(log, d => Assert.Equal("delivered", (string)d["state"]!));
        }

        Assert.InRange(logged, 0, Deaths * AtOnce);
        Assert.Empty(_receiver.At("/elsewhere"));
        Assert.Equal("gone", (string)(await _owner.GetJsonAsync($"/api/webhooks/endpoints/{endpoints["/gone"]}"))["disabledBecause"]!);
        // The sick were asked now and then, and not three hundred times over.
        Assert.All(Dead, p => Assert.InRange(_receiver.At(p).Count, 1, Events));
    }

    private static Func<HttpContext, Task> BackAfter(int failures)
    {
        var asked = 0;
        return context =>
        {
            context.Response.StatusCode = Interlocked.Increment(ref asked) > failures ? 200 : 503;
            return Task.CompletedTask;
        };
    }

    // As an area's change leaves them, a few dozen a change.
    private async Task HappenAsync()
    {
        var (ids, home) = (_app.Services.GetRequiredService<IIds>(), _app.Services.GetRequiredService<Stores>().Workspace("value", _home.Id).Partition("storm"));
        foreach (var chunk in Enumerable.Range(0, Events).Chunk(50))
        {
            var change = home.Change();
            foreach (var n in chunk) change.Send("webhook-events", new WorkspaceEvent(ids.Ulid(), WebhookPlace.Calculations, _home.Id, TimeProvider.System.GetUtcNow(), $"cal_{n}", null), WorkspaceEvent.JsonType);
            await change.CommitAsync(default);
        }

        await _app.Services.GetRequiredService<Outbox>().SettleAsync();
    }

    private HashSet<string> IdsAt(string path) => [.. _receiver.At(path).Select(r => r.Id)];

    private async Task<bool> IsTakenAsync(Dictionary<string, string> endpoints)
    {
        foreach (var path in Live)
        {
            if ((await LogAsync(endpoints[path])).Any(d => (string)d["state"]! != "delivered")) return false;
        }

        return true;
    }

    private async Task<List<JsonNode>> LogAsync(string endpoint)
    {
        var log = new List<JsonNode>();
        for (string? cursor = ""; cursor is not null;)
        {
            var page = await _owner.GetJsonAsync($"/api/webhooks/deliveries?endpoint={endpoint}&limit=200{cursor}");
            log.AddRange(page["items"]!.AsArray()!);
            cursor = (string?)page["next"] is { } next ? $"&cursor={Uri.EscapeDataString(next)}" : null;
        }

        return log;
    }

    private static async Task UntilAsync(Func<Task<bool>> done, Func<string> found)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!await done())
        {
            if (TimeProvider.System.GetElapsedTime(started).TotalSeconds > Limit) throw new TimeoutException(found());
            await Task.Delay(50);
        }
    }

    /// <summary>A process that sends, until it dies in the middle of whatever it does.</summary>
    private sealed class MortalProcess(ArtisanApp app, FaultInjectionPolicy storage) : IAsyncDisposable
    {
        public ArtisanApp App => app;

        public static async Task<MortalProcess> StartAsync(ArtisanApp sharing)
        {
            var storage = new FaultInjectionPolicy();
            return new MortalProcess(await ArtisanApp.StartAsync(sharing, policies: [storage], settings: Quick), storage);
        }

        public void Die() => storage.Inject(Fault.ProcessDiesAfter, storage.Calls + 1, times: 1_000_000);

        public ValueTask DisposeAsync() => app.DisposeAsync();
    }
}
