using System.Net;
using System.Text.Json.Nodes;
using Artisan.Benchmarks.Measuring;
using Artisan.Benchmarks.Reporting;
using Artisan.Platform.Events;
using Artisan.Platform.Ids;
using Artisan.Platform.Storage;
using Artisan.Testing.Host;
using Microsoft.Extensions.DependencyInjection;

namespace Artisan.Benchmarks.Webhooks;

/// <summary>
/// How many deliveries a second one process makes, and whether receivers that fail, hang, redirect or ask to be spared delay those that do not: the same events are sent to the healthy
/// endpoints of one workspace alone, and to those of another beside sick ones, in turn and at a pace that the process can keep.
/// </summary>
internal sealed class WebhooksBenchmark : IBenchmark
{
    private const int Endpoints = 20;
    private const int Healthy = 13;
    private const int AtOnce = 32;
    private const int Chunk = 50;
    private const double Target = 1.5;
    private const string Type = "value.calculation.created";

    public string Name => "webhooks";

    public async Task<IReadOnlyList<ResultTable>> RunAsync(Run run, CancellationToken ct)
    {
        var events = run.Size(10_000, 100);
        await using var receiver = await Receiver.StartAsync();
        receiver.Status("/sick/fails", 500);
        receiver.Status("/sick/gone", 410);
        receiver.Status("/sick/busy", 429, ("Retry-After", "600"));
        receiver.Status("/sick/moved", 302, ("Location", receiver.Url("/elsewhere")));
        foreach (var path in new[] { "/sick/hangs/1", "/sick/hangs/2", "/sick/hangs/3" }) receiver.Answers[path] = context => Task.Delay(TimeSpan.FromMinutes(1), context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        string[] sick = ["/sick/fails", "/sick/gone", "/sick/busy", "/sick/moved", "/sick/hangs/1", "/sick/hangs/2", "/sick/hangs/3"];

        await using var app = await ArtisanApp.StartAsync(settings: new Dictionary<string, string?> { ["Outbound:AllowPrivate"] = "true" });
        await using var host = new QueueHost(app.ConnectionString, () => app.Client, ["webhook-events", "webhook-delivery"], AtOnce, TimeSpan.FromMinutes(10));
        var scene = new Scene(app, receiver);

        await run.SayAsync($"  {events} events at once to {Endpoints} endpoints …");
        var burst = await scene.SendAsync([.. Enumerable.Range(0, Endpoints).Select(i => $"/burst/{i}")], [], events, pace: null, ct);
        var pace = burst.PerSecond / Endpoints / 3;
        await run.SayAsync($"  {burst.PerSecond:0} deliveries a second; now {pace:0.0} events a second …");
        var (alone, beside) = (new List<Samples>(), new List<Samples>());
        for (var round = 0; round < 2; round++)
        {
            string[] healthy = [.. Enumerable.Range(0, Healthy).Select(i => $"/healthy/{round}/{i}")];
            alone.Add((await scene.SendAsync([.. healthy.Select(p => p + "/alone")], [], events / 2, pace, ct)).Latency);
            beside.Add((await scene.SendAsync([.. healthy.Select(p => p + "/beside")], sick, events / 2, pace, ct)).Latency);
        }

        var (without, with) = (Samples.Of(alone), Samples.Of(beside));
        return
        [
            new ResultTable(Name, $"Deliveries of {events} events, {AtOnce} messages at once", "what", "deliveries/s", "median ms", "p95 ms", "p95 against without")
                .Add($"{events} x {Endpoints} at once, all healthy", Cell.Of(burst.PerSecond, "0"), Cell.Of(burst.Latency.Median, "0"), Cell.Of(burst.Latency.P95, "0"), "")
                .Add($"{Healthy} healthy alone, paced", "", Cell.Of(without.Median, "0"), Cell.Of(without.P95, "0"), "")
                .Add($"{Healthy} healthy beside {sick.Length} sick, paced", "", Cell.Of(with.Median, "0"), Cell.Of(with.P95, "0"), Cell.Ratio(with.P95 / without.P95, Target))
                .Note("A delivery's time is from the change that announced its event to the receiver having read it. Sick: 500, 410, 429, 302 and three that never answer. Paced: a third of what was found at once.")
                .Note("App, queue pump, receivers and emulator share the machine; a delivery is three storage operations and four of its queue."),
        ];
    }

    private sealed record Outcome(double PerSecond, Samples Latency);

    private sealed class Scene(ArtisanApp app, Receiver receiver)
    {
        /// <summary>Makes events happen in a workspace of their own and waits until every healthy endpoint has all of them.</summary>
        public async Task<Outcome> SendAsync(IReadOnlyList<string> healthy, IReadOnlyList<string> sick, int events, double? pace, CancellationToken ct)
        {
            var owner = await app.SignUpAsync();
            foreach (var path in healthy.Concat(sick)) await owner.Client.PostJsonAsync("/api/webhooks/endpoints", new { url = receiver.Url(path), types = new[] { Type } }, HttpStatusCode.Created);
            // The first event finds out who is healthy, and compiles the way.
            await HappenAsync(owner.WorkspaceId, 1, null, ct);
            await ReceivedAsync(healthy, 1, ct);
            receiver.All.Clear();

            var started = TimeProvider.System.GetTimestamp();
            await HappenAsync(owner.WorkspaceId, events, pace, ct);
            await ReceivedAsync(healthy, events, ct);
            var seconds = TimeProvider.System.GetElapsedTime(started).TotalSeconds;
            var paths = healthy.ToHashSet(StringComparer.Ordinal);
            var took = receiver.All.Where(r => paths.Contains(r.Path)).GroupBy(r => (r.Path, r.Id)).Select(g => g.First()).Select(r => (r.At - (DateTimeOffset)JsonNode.Parse(r.Body)!["timestamp"]!).TotalMilliseconds);
            return new Outcome(events * healthy.Count / seconds, new Samples(took));
        }

        // As an area's change leaves them; those of a chunk are one change, and wait for their time together.
        private async Task HappenAsync(string workspaceId, int events, double? pace, CancellationToken ct)
        {
            var (ids, home) = (app.Services.GetRequiredService<IIds>(), app.Services.GetRequiredService<Stores>().Workspace("value", workspaceId).Partition("storm"));
            var (chunk, started, sent) = (pace is null ? Chunk : 1, TimeProvider.System.GetTimestamp(), 0);
            foreach (var some in Enumerable.Range(0, events).Chunk(chunk))
            {
                var due = pace is { } perSecond ? TimeSpan.FromSeconds(sent / perSecond) - TimeProvider.System.GetElapsedTime(started) : TimeSpan.Zero;
                if (due > TimeSpan.Zero) await Task.Delay(due, ct);
                var change = home.Change();
                foreach (var n in some) change.Send("webhook-events", new WorkspaceEvent(ids.Ulid(), Type, workspaceId, TimeProvider.System.GetUtcNow(), $"cal_{n}", null), WorkspaceEvent.JsonType);
                await change.CommitAsync(ct);
                sent += some.Length;
            }
        }

        private async Task ReceivedAsync(IReadOnlyList<string> paths, int events, CancellationToken ct)
        {
            while (receiver.All.Where(r => paths.Contains(r.Path)).Select(r => (r.Path, r.Id)).Distinct().Count() < events * paths.Count) await Task.Delay(100, ct);
        }
    }
}
