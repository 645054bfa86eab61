using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Artisan.Areas.Billing.Metering;
using Artisan.Areas.Billing.Storage;
using Artisan.Azure;
using Artisan.Azure.Tables;
using Artisan.Benchmarks.Measuring;
using Artisan.Benchmarks.Reporting;
using Artisan.Platform.Access;
using Artisan.Platform.Storage;
using Artisan.Testing.Host;
using Microsoft.Extensions.DependencyInjection;

namespace Artisan.Benchmarks.Usage;

/// <summary>What a usage event costs over HTTP beyond the storage calls it makes: the same rows and transactions are sent with the table client alone, in turn, to the same emulator.</summary>
internal sealed class UsageBenchmark : IBenchmark
{
    // Tests listen to what the framework says of each request; a deployed app does not.
    private static readonly Dictionary<string, string?> AsDeployed = new() { ["Logging:LogLevel:Microsoft.AspNetCore"] = "Warning" };

    public string Name => "usage";

    public async Task<IReadOnlyList<ResultTable>> RunAsync(Run run, CancellationToken ct)
    {
        await using var app = await ArtisanApp.StartAsync(settings: AsDeployed);
        var table = new ResultTable(Name, "POST /api/billing/usage/track and batch against their bare storage calls", "what", "HTTP median ms", "HTTP p95 ms", "bare median ms", "bare p95 ms", "HTTP events/s", "bare events/s", "time ratio", "rate ratio");
        var size = run.Of(1_000, 200);
        foreach (var callers in new[] { 1, 4 })
        {
            var scene = await Scene.OpenAsync(app, callers);
            var (what, each) = (callers == 1 ? "one caller" : $"{callers} callers, a workspace each", run.Of(100, 5));
            await run.SayAsync($"  single events, {what} …");
            Add(table, $"one event, {what}", await scene.CompareAsync(run.Of(9, 2), each, 1), 1, callers == 1 ? 1.3 : null, null);
            await run.SayAsync($"  batches of {size}, {what} …");
            Add(table, $"batch of {size}, {what}", await scene.CompareAsync(run.Of(9, 2), run.Of(3, 1), size), size, null, 0.8);
        }

        return
        [
            table.Note("A single event is 1 point read (the gate) and 1 transaction of 2 rows; a batch of 1,000 is 1 read and 11 transactions. HTTP client, app and emulator share the machine.")
                .Note("Time ratio: HTTP to bare by the medians of each pair of rounds, the median of all pairs. Rate ratio: events a second through HTTP to bare ones. HTTP also pays for its rate limit, one read and one write every 20 calls of a caller."),
        ];
    }

    private static void Add(ResultTable table, string what, Comparison found, int events, double? mostTime, double? leastRate) => table.Add(
        what, Cell.Of(found.Ours.Median), Cell.Of(found.Ours.P95), Cell.Of(found.Bare.Median), Cell.Of(found.Bare.P95),
        Cell.Of(found.OursPerSecond * events, "0"), Cell.Of(found.BarePerSecond * events, "0"), Cell.Ratio(found.Ratio, mostTime), Cell.Ratio(found.OursPerSecond / found.BarePerSecond, leastRate));

    /// <summary>Workspaces on the largest plan: half of them are written to over HTTP, the others past it.</summary>
    private sealed class Scene(ArtisanApp app, IReadOnlyList<SignedInUser> owners, IReadOnlyList<SignedInUser> others, IReadOnlyList<BareMeter> bare)
    {
        private const string Track = "/api/billing/usage/track";
        private const string Batch = "/api/billing/usage/batch";

        private static int _made;

        private readonly TableClient _gates = StorageClients.Create(app.ConnectionString).Tables.GetTableClient(TableNames.Identity);

        public static async Task<Scene> OpenAsync(ArtisanApp app, int callers)
        {
            var (store, table) = (app.Services.GetRequiredService<BillingStore>(), StorageClients.Create(app.ConnectionString).Tables.GetTableClient(BillingKeys.Table));
            var (owners, others, bare) = (new List<SignedInUser>(), new List<SignedInUser>(), new List<BareMeter>());
            for (var i = 0; i < callers * 2; i++)
            {
                var owner = await app.SignUpAsync();
                await owner.Client.PostJsonAsync("/api/billing/subscriptions", new { plan = "enterprise", paymentMethod = "pm_card_visa" }, HttpStatusCode.Created);
                await Posting.SendAsync(owner.Client, Track, Body(Next()), HttpStatusCode.Created);
                (i < callers ? owners : others).Add(owner);
            }

            await app.SettleAsync();
            foreach (var other in others)
            {
                var start = (await store.ReadAsync(other.WorkspaceId, CancellationToken.None)).Subscription.PeriodStart;
                bare.Add(new BareMeter(table, store.Home(other.WorkspaceId), (await store.FindPeriodAsync(other.WorkspaceId, start, CancellationToken.None))!));
            }

            return new Scene(app, owners, others, bare);
        }

        /// <summary>Calls of so many events each, by all callers at once.</summary>
        public Task<Comparison> CompareAsync(int rounds, int each, int events) => Comparison.TakeAsync(
            rounds,
            async () =>
            {
                var bodies = Posting.Prepare(owners.Count, each, _ => events == 1 ? Body(Next()) : Body(Enumerable.Range(0, events).Select(_ => Next())));
                return await Round.OfAsync(owners.Count, each, (c, n) => Posting.SendAsync(owners[c].Client, events == 1 ? Track : Batch, bodies[c][n], events == 1 ? HttpStatusCode.Created : HttpStatusCode.OK));
            },
            async () =>
            {
                var batches = Posting.Prepare(owners.Count, each, _ => Enumerable.Range(0, events).Select(_ => UsageEvent.Read(Next()).Event!).ToList());
                return await Round.OfAsync(owners.Count, each, async (c, n) =>
                {
                    await _gates.GetEntityIfExistsAsync($"user|{others[c].UserId}", Gate.RowKey);
                    await bare[c].WriteAsync(batches[c][n], app.BusinessClock.Now);
                });
            },
            // A thousand calls, after which the runtime has compiled the path of a call for good; a batch takes it 1,000 times.
            before: events == 1 ? 10 : 1);

        private static UsageEventRequest Next() => new(string.Create(CultureInfo.InvariantCulture, $"mail-{Interlocked.Increment(ref _made):D9}"), "emails_sent", Subject: "shop-7");

        private static byte[] Body(UsageEventRequest usage) => Encoding.UTF8.GetBytes(Json(usage).ToJsonString());

        private static byte[] Body(IEnumerable<UsageEventRequest> events) => Encoding.UTF8.GetBytes(new JsonObject { ["events"] = new JsonArray([.. events.Select(Json)]) }.ToJsonString());

        private static JsonNode Json(UsageEventRequest usage) => new JsonObject { ["id"] = usage.Id, ["metric"] = usage.Metric, ["subject"] = usage.Subject };
    }
}
