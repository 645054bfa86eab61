using Artisan.Areas.Receipts.Contracts;
using Artisan.Areas.Receipts.Log;
using Artisan.Areas.Receipts.Operations;
using Artisan.Areas.Receipts.Sealing;
using Artisan.Testing.Simulation;
using Artisan.Value.Ledger;
using Artisan.Value.Receipts;
using Microsoft.Extensions.DependencyInjection;

namespace Artisan.Testing.Host;

/// <summary>What an append, a seal or a proof asked of storage.</summary>
/// <param name="Leaves">How many leaves it was about.</param>
/// <param name="Asked">What it asked.</param>
public sealed record ScaleCost(long Leaves, SimulatedCounts Asked);

/// <summary>What proofs asked of storage when nothing was remembered: tiles on average and at most.</summary>
public sealed record ProofCost(double Average, long Most);

/// <summary>An export: its length, the pages that it read, and by how much the live heap grew at most while it was written.</summary>
public sealed record ExportCost(long Bytes, long Pages, long HeapGrowth);

/// <summary>One log that the real writer, the real sealing and the real readers grow and read on the storage simulation.</summary>
public sealed class LogAtScale : IAsyncDisposable
{
    /// <summary>How many receipts come at once; the writer makes transactions of at most 48 of them.</summary>
    public const int AtOnce = 960;

    private const int Stretch = 10 * AtOnce;

    // Walks through all residues in no order that a cache could like.
    private const long Stride = 2_654_435_761;

    private readonly Func<string, ReceiptRequest> _next;
    private readonly SimulatedStorage _storage = new();
    private readonly ServiceProvider _services;
    private readonly string _folder = Directory.CreateTempSubdirectory("artisan-scale-").FullName;
    private readonly string _workspace = new Artisan.Platform.Ids.UlidIds(TimeProvider.System).New("ws");

    /// <summary>An empty log; <paramref name="next"/> makes the next request for a workspace's receipt.</summary>
    public LogAtScale(Func<string, ReceiptRequest> next)
    {
        _next = next;
        // Sealed by hand, marks in blobs as in Azure: nothing runs beside what is counted.
        _services = ReceiptServices.Build(_storage.Connect(), _folder, new Dictionary<string, string?>
        {
            ["Receipts:SealAfterMilliseconds"] = "60000",
            ["Receipts:SealAnywaySeconds"] = "3600",
            ["Receipts:HighWaterMark"] = "Blobs",
        });
    }

    /// <summary>How many leaves the log has.</summary>
    public long Size { get; private set; }

    private TileStore Tiles => Get<TileStore>();

    /// <summary>Appends up to a size, sealing now and then as a running app does.</summary>
    public async Task GrowAsync(long size)
    {
        while (Size < size)
        {
            await AppendAsync(Math.Min(Stretch, size - Size));
            await SealAsync();
        }
    }

    /// <summary>What it costs to append ten times as many receipts as come at once.</summary>
    public Task<ScaleCost> AppendAsync() => AppendAsync(Stretch);

    /// <summary>What a checkpoint over all of it costs.</summary>
    public Task<ScaleCost> SealAsync() => CostAsync(() => Get<SealLog>().RunAsync(_workspace, anew: false, default));

    /// <summary>Inclusion proofs of receipts all over the log, each one verified.</summary>
    public async Task<ProofCost> InclusionAsync(int proofs)
    {
        var head = (await Get<ReceiptFinder>().LatestAsync(_workspace, default)).Head;
        return await ProveAsync(proofs, async i =>
        {
            var index = i * Stride % head.SignedSize;
            var proof = await CountedAsync(() => Get<Bundles>().ProofAsync(_workspace, new FoundReceipt(head, index), default).AsTask());
            var leaf = await Get<LedgerStore>().LeafAsync(_workspace, head.Epoch, index, default);
            return (proof.Cost, proof.Of.Verify(MerkleHash.Leaf(System.Text.Encoding.UTF8.GetBytes(leaf!.Statement)), head.Signed!.Signed.Checkpoint.Root));
        });
    }

    /// <summary>Consistency proofs from the log's checkpoints to its last one, each one verified.</summary>
    public async Task<ProofCost> ConsistencyAsync(int proofs)
    {
        var head = (await Get<ReceiptFinder>().LatestAsync(_workspace, default)).Head;
        var checkpoints = new List<Checkpoint>();
        await foreach (var row in Get<LedgerStore>().Open(_workspace, head.Epoch).RangeAsync(LedgerKeys.Checkpoints(1, head.Size + 1), default)) checkpoints.Add(CheckpointRow.From(row).Signed.Checkpoint);
        return await ProveAsync(proofs, async i =>
        {
            var first = checkpoints[(int)(i * Stride % checkpoints.Count)];
            var proof = await CountedAsync(() => ConsistencyProof.BuildAsync(first.Size, head.Signed!.Frontier, Tiles.Reader(_workspace, head.Epoch, head.SignedSize), default).AsTask());
            return (proof.Cost, proof.Of.Verify(first.Root, head.Signed!.Signed.Checkpoint.Root));
        });
    }

    /// <summary>Exports the whole log into <paramref name="file"/>; looks at the live heap some times on the way.</summary>
    public async Task<ExportCost> ExportAsync(Stream file)
    {
        var (before, pages) = (GC.GetTotalMemory(forceFullCollection: true), _storage.Counts.Pages);
        using var watched = new HeapWatch(file, Math.Max(1, Size / 5) * 400);
        await Get<LogFile>().WriteAsync(watched, _workspace, default);
        return new ExportCost(watched.Written, _storage.Counts.Pages - pages, watched.MostAlive - before);
    }

    /// <summary>Whether an export verifies by the log's own key, receipt by receipt.</summary>
    public async Task<bool> VerifiesAsync(Stream file)
    {
        var head = (await Get<ReceiptFinder>().LatestAsync(_workspace, default)).Head;
        var report = await ExportVerifier.VerifyAsync(file, TrustAnchors.Of(head.Signed!.Kid), default);
        return report.Outcome == VerificationOutcome.Valid && report.ReceiptCount == Size;
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        _storage.Dispose();
        TemporaryFolder.Delete(_folder);
    }

    private T Get<T>() where T : notnull => _services.GetRequiredService<T>();

    private Task<ScaleCost> AppendAsync(long leaves) => CostAsync(async () =>
    {
        var writer = Get<LogWriter>();
        for (var done = 0L; done < leaves; done += AtOnce)
        {
            var work = Enumerable.Range(0, (int)Math.Min(AtOnce, leaves - done)).Select(_ => new LogWork.Append(NewLeaf.Of(_next(_workspace)))).ToList();
            var places = await Task.WhenAll(work.Select(w => writer.RunAsync(_workspace, w, default)));
            if (!places.Select(p => p.Index).Order().SequenceEqual(Enumerable.Range(0, places.Length).Select(n => Size + n))) throw new InvalidOperationException("The places of new leaves are not the next ones.");
            Size += places.Length;
        }
    });

    private async Task<ScaleCost> CostAsync(Func<Task> work)
    {
        var (size, cost) = (Size, await CountedAsync(async () =>
        {
            await work();
            return true;
        }));
        return new ScaleCost(Size - size, cost.Cost);
    }

    private async Task<(T Of, SimulatedCounts Cost)> CountedAsync<T>(Func<Task<T>> work)
    {
        var before = _storage.Counts;
        var of = await work();
        return (of, _storage.Counts.Since(before));
    }

    private async Task<ProofCost> ProveAsync(int proofs, Func<int, Task<(SimulatedCounts Cost, bool Holds)>> prove)
    {
        var costs = new long[proofs];
        for (var i = 0; i < proofs; i++)
        {
            Tiles.Forget(_workspace);
            var (cost, holds) = await prove(i);
            if (!holds) throw new InvalidOperationException($"Proof {i} of a log of {Size} leaves does not verify.");
            costs[i] = cost.Total;
        }

        return new ProofCost(costs.Average(), costs.Max());
    }
}
