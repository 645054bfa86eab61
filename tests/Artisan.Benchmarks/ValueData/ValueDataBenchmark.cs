using System.Net;
using Artisan.Areas.Value.Data;
using Artisan.Areas.Value.Storage;
using Artisan.Azure;
using Artisan.Azure.Tables;
using Artisan.Benchmarks.Measuring;
using Artisan.Benchmarks.Reporting;
using Artisan.Platform.Access;
using Artisan.Platform.Storage;
using Artisan.Testing.Host;
using Microsoft.Extensions.DependencyInjection;

namespace Artisan.Benchmarks.ValueData;

/// <summary>What a data point costs over HTTP beyond the storage calls it makes: the same rows and transactions are sent with the table client alone, in turn, to the same emulator.</summary>
internal sealed class ValueDataBenchmark : IBenchmark
{
    private const int MostAtOnce = 64;

    public string Name => "value-data";

    public async Task<IReadOnlyList<ResultTable>> RunAsync(Run run, CancellationToken ct)
    {
        await using var app = await ArtisanApp.StartAsync();
        var scene = new Scene(app, await app.SignUpAsync());
        await scene.OpenAsync();
        var table = new ResultTable(Name, "POST /api/value/data against its bare storage calls", "what", "HTTP median ms", "HTTP p95 ms", "bare median ms", "bare p95 ms", "HTTP points/s", "bare points/s", "ratio");

        var singles = run.Of(100, 5);
        foreach (var callers in new[] { 1, 16, 50 })
        {
            var each = callers == 1 ? singles : Math.Max(2, singles / 8);
            await run.SayAsync($"  single points, {callers} callers with a source each …");
            Add(table, callers == 1 ? "one point, one caller" : $"one point, {callers} callers, a source each", await scene.SinglesAsync(run.Of(9, 2), callers, each, shared: false), 1, callers == 1 ? 1.3 : null);
        }

        foreach (var callers in new[] { 16, 50 })
        {
            await run.SayAsync($"  single points, {callers} callers into one source …");
            Add(table, $"one point, {callers} callers, one source", await scene.SinglesAsync(run.Of(9, 2), callers, Math.Max(2, singles / 8), shared: true), 1, null);
        }

        var size = run.Of(1_000, 200);
        foreach (var callers in new[] { 1, 16, 50 })
        {
            await run.SayAsync($"  batches of {size}, {callers} callers …");
            var rounds = callers switch { 1 => run.Of(9, 2), 16 => run.Of(3, 1), _ => run.Of(1, 1) };
            Add(table, $"batch of {size}, {(callers == 1 ? "one caller" : $"{callers} callers, a source each")}", await scene.BatchesAsync(rounds, callers, callers == 1 ? 3 : 1, size), size, null);
        }

        return
        [
            table.Note("A single point is 1 point read (the gate) and 1 transaction of 3 rows; a batch of 1,000 of one day is 1 read and 22 transactions. HTTP client, app and emulator share the machine.")
                .Note($"One source: both sides merge up to {MostAtOnce} waiting writers into common transactions, as the app does; the bare side by the same combiner.")
                .Note("Ratio: HTTP to bare by the medians of each pair of rounds, the median of all pairs. HTTP also pays for its rate limit, one read and one write every 20 calls of a caller."),
        ];
    }

    private static void Add(ResultTable table, string what, Comparison found, int points, double? target) => table.Add(
        what, Cell.Of(found.Ours.Median), Cell.Of(found.Ours.P95), Cell.Of(found.Bare.Median), Cell.Of(found.Bare.P95),
        Cell.Of(found.OursPerSecond * points, "0"), Cell.Of(found.BarePerSecond * points, "0"), Cell.Ratio(found.Ratio, target));

    /// <summary>One app, one owner, one account; every round writes into sources that nobody used before.</summary>
    private sealed class Scene(ArtisanApp app, SignedInUser owner)
    {
        private readonly Points _points = new(TimeProvider.System);
        private readonly StorageClients _storage = StorageClients.Create(app.ConnectionString);
        private readonly WorkspaceStore _data = app.Services.GetRequiredService<Stores>().Workspace(ValueKeys.DataTable, owner.WorkspaceId);
        private int _sources;

        /// <summary>Makes the table; the app would at its first write.</summary>
        public Task<global::Azure.Response> OpenAsync() => _storage.Tables.GetTableClient(ValueKeys.DataTable).CreateIfNotExistsAsync();

        public Task<Comparison> SinglesAsync(int rounds, int callers, int each, bool shared) => Comparison.TakeAsync(
            rounds,
            async () =>
            {
                var sources = Sources(shared ? 1 : callers);
                foreach (var source in sources) await SendAsync(_points.Next(source));
                var bodies = Posting.Prepare(callers, each, c => Points.Body(_points.Next(sources[c % sources.Length])));
                return await Round.OfAsync(callers, each, (c, n) => Points.SendAsync(owner.Client, bodies[c][n], HttpStatusCode.Created));
            },
            async () =>
            {
                var sources = Sources(shared ? 1 : callers);
                var bare = sources.Select(Bare).ToArray();
                for (var i = 0; i < bare.Length; i++) await bare[i].WriteAsync([Points.Received(_points.Next(sources[i]))]);
                var points = Posting.Prepare(callers, each, c => Points.Received(_points.Next(sources[c % sources.Length])));
                var merged = new Combiner<ReceivedPoint, bool>(MostAtOnce, async (_, waiting, _) =>
                {
                    await bare[0].WriteAsync(waiting);
                    return new bool[waiting.Count];
                });
                return await Round.OfAsync(callers, each, async (c, n) =>
                {
                    await ReadGateAsync();
                    if (shared) await merged.RunAsync(sources[0], points[c][n], CancellationToken.None);
                    else await bare[c].WriteAsync([points[c][n]]);
                });
            });

        public Task<Comparison> BatchesAsync(int rounds, int callers, int each, int size) => Comparison.TakeAsync(
            rounds,
            async () =>
            {
                var sources = Sources(callers);
                foreach (var source in sources) await SendAsync(_points.Next(source));
                var bodies = Posting.Prepare(callers, each, c => Points.Body(_points.Many(sources[c], size)));
                return await Round.OfAsync(callers, each, (c, n) => Points.SendAsync(owner.Client, bodies[c][n], HttpStatusCode.OK));
            },
            async () =>
            {
                var sources = Sources(callers);
                var bare = sources.Select(Bare).ToArray();
                for (var i = 0; i < bare.Length; i++) await bare[i].WriteAsync([Points.Received(_points.Next(sources[i]))]);
                var batches = Posting.Prepare(callers, each, c => _points.Many(sources[c], size).Select(Points.Received).ToList());
                return await Round.OfAsync(callers, each, async (c, n) =>
                {
                    await ReadGateAsync();
                    await bare[c].WriteAsync(batches[c][n]);
                });
            });

        private string[] Sources(int count) => [.. Enumerable.Range(0, count).Select(_ => $"s{Interlocked.Increment(ref _sources)}")];

        private BareSource Bare(string source) => new(_storage.Tables.GetTableClient(ValueKeys.DataTable), _data.Partition(ValueKeys.DataPartition(source)));

        private Task SendAsync(DataPointRequest point) => Points.SendAsync(owner.Client, Points.Body(point), HttpStatusCode.Created);

        private Task<TableEntity?> ReadGateAsync() => _storage.Tables.GetTableClient(TableNames.Identity).GetEntityIfExistsAsync($"user|{owner.UserId}", Gate.RowKey);
    }
}
