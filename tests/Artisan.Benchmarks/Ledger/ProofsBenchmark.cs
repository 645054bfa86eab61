using System.Diagnostics;
using Artisan.Benchmarks.Measuring;
using Artisan.Benchmarks.Reporting;
using Artisan.Platform.Ids;
using Artisan.Value.Ledger;

namespace Artisan.Benchmarks.Ledger;

/// <summary>What proofs cost as a log grows: time and tile reads of building and verifying, on the real code over tiles in memory.</summary>
internal sealed class ProofsBenchmark : IBenchmark
{
    // Walks through all residues in no order that a cache could like.
    private const long Stride = 2_654_435_761;

    public string Name => "proofs";

    public async Task<IReadOnlyList<ResultTable>> RunAsync(Run run, CancellationToken ct)
    {
        var pure = new ResultTable(Name, "inclusion and consistency proofs (Artisan.Value.Ledger)",
            "leaves", "appended/s", "most tiles per append", "build median µs", "build p95 µs", "verify median µs", "tile reads, average", "tile reads, most", "consistency build µs", "consistency verify µs", "its tile reads, most");
        var area = new ResultTable("proofs-area", "inclusion proofs through the receipts area's tile reader and the table client",
            "leaves", "cold median µs", "cold p95 µs", "storage reads, average", "storage reads, most", "warm median µs", "warm storage reads per 1,000 proofs");
        var proofs = run.Of(2_000, 200);
        foreach (var size in run.IsQuick ? [1_000L, 10_000L] : new[] { 1_000L, 100_000L, 1_000_000L })
        {
            await run.SayAsync($"  {size} leaves …");
            var log = new MemoryLog();
            var began = Stopwatch.GetTimestamp();
            log.Grow(size);
            var perSecond = size / Stopwatch.GetElapsedTime(began).TotalSeconds;
            await PureAsync(log, proofs, ct);
            var (inclusion, consistency) = await PureAsync(log, proofs, ct);
            pure.Add(Cell.Of(size, "#,0"), Cell.Of(perSecond, "#,0"), Cell.Of(log.MostTilesChanged, "0"), Cell.Of(inclusion.Build.Median * 1000, "0.0"), Cell.Of(inclusion.Build.P95 * 1000, "0.0"),
                Cell.Of(inclusion.Verify.Median * 1000, "0.0"), Cell.Of(inclusion.Reads.Average()), Cell.Of(inclusion.Reads.Max(), "0"),
                Cell.Of(consistency.Build.Median * 1000, "0.0"), Cell.Of(consistency.Verify.Median * 1000, "0.0"), Cell.Of(consistency.Reads.Max(), "0"));
            await AreaAsync(area, log, proofs, ct);
        }

        return
        [
            pure.Note($"{proofs} proofs of leaves all over the log, one by one; appended in transactions of up to 48 leaves. Every proof verified.")
                .Note("A tile read is one point read of storage where nothing is remembered; the design allows 3 up to 16 million leaves."),
            area.Note("Cold: nothing is remembered between proofs. Warm: up to 256 tiles of a log are, as in a running app. The table service is in memory: add the network."),
        ];
    }

    private sealed record Cost(Samples Build, Samples Verify, IReadOnlyList<int> Reads);

    private static async Task<(Cost Inclusion, Cost Consistency)> PureAsync(MemoryLog log, int proofs, CancellationToken ct)
    {
        var (size, root) = (log.Frontier.Size, log.Frontier.Root());
        var inclusion = await CostAsync(proofs, log, async i =>
        {
            var index = i * Stride % size;
            var proof = await InclusionProof.BuildAsync(index, log.Frontier, log.ReadAsync, ct);
            return () => proof.Verify(log.Leaf(index), root);
        });
        var consistency = await CostAsync(proofs, log, async i =>
        {
            var (first, firstRoot) = log.Roots[(int)(i * Stride % log.Roots.Count)];
            var proof = await ConsistencyProof.BuildAsync(first, log.Frontier, log.ReadAsync, ct);
            return () => proof.Verify(firstRoot, root);
        });
        return (inclusion, consistency);
    }

    private static async Task<Cost> CostAsync(int proofs, MemoryLog log, Func<int, Task<Func<bool>>> build)
    {
        var (builds, verifies, reads) = (new double[proofs], new double[proofs], new int[proofs]);
        for (var i = 0; i < proofs; i++)
        {
            var (before, began) = (log.Reads, Stopwatch.GetTimestamp());
            var verify = await build(i);
            builds[i] = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
            reads[i] = log.Reads - before;
            began = Stopwatch.GetTimestamp();
            if (!verify()) throw new InvalidOperationException($"Proof {i} does not verify.");
            verifies[i] = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        }

        return new Cost(new Samples(builds), new Samples(verifies), reads);
    }

    private static async Task AreaAsync(ResultTable table, MemoryLog log, int proofs, CancellationToken ct)
    {
        var tiles = TilesOverHttp.Over(log);
        var workspace = new UlidIds(TimeProvider.System).New("ws");
        var (size, root) = (log.Frontier.Size, log.Frontier.Root());
        foreach (var _ in Enumerable.Range(0, 2)) await TakeAsync(forget: true);
        var cold = await TakeAsync(forget: true);
        await TakeAsync(forget: false);
        var warm = await TakeAsync(forget: false);
        table.Add(Cell.Of(size, "#,0"), Cell.Of(cold.Build.Median * 1000, "0"), Cell.Of(cold.Build.P95 * 1000, "0"), Cell.Of(cold.Reads.Average()), Cell.Of(cold.Reads.Max(), "0"),
            Cell.Of(warm.Build.Median * 1000, "0"), Cell.Of(warm.Reads.Sum() * 1000.0 / proofs, "0"));

        Task<Cost> TakeAsync(bool forget) => CostAsync(proofs, log, async i =>
        {
            if (forget) tiles.Forget(workspace);
            var index = i * Stride % size;
            var proof = await InclusionProof.BuildAsync(index, log.Frontier, tiles.Reader(workspace, 1, size), ct);
            return () => proof.Verify(log.Leaf(index), root);
        });
    }
}
