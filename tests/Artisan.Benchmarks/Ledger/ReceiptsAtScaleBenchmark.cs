using System.Diagnostics;
using Artisan.Benchmarks.Reporting;
using Artisan.Testing.Host;

namespace Artisan.Benchmarks.Ledger;

/// <summary>What the receipt log asks of storage as it grows to a million leaves: the real writer, sealing, readers and export on the storage simulation.</summary>
internal sealed class ReceiptsAtScaleBenchmark : IBenchmark
{
    private const double MiB = 1024 * 1024;

    public string Name => "receipts-at-scale";

    public async Task<IReadOnlyList<ResultTable>> RunAsync(Run run, CancellationToken ct)
    {
        var table = new ResultTable(Name, "one log, operations per append, seal and proof as it grows",
            "leaves", "appended/s", "leaves per transaction", "rows in one, most", "reads per 1,000 leaves", "operations per seal", "inclusion: tile reads, average", "most", "consistency: tile reads, average", "most",
            "export MiB", "its pages", "its live heap grew by MiB", "verifies");
        await using var log = new LogAtScale(ReceiptRequests.Next);
        foreach (var size in run.IsQuick ? [1_000L, 20_000L] : new[] { 1_000L, 20_000L, 100_000L, 1_000_000L })
        {
            await run.SayAsync($"  {size} leaves …");
            var (before, began) = (log.Size, Stopwatch.GetTimestamp());
            await log.GrowAsync(size);
            var perSecond = (log.Size - before) / Stopwatch.GetElapsedTime(began).TotalSeconds;
            var (append, seal) = (await log.AppendAsync(), await log.SealAsync());
            var (inclusion, consistency) = (await log.InclusionAsync(run.Of(500, 50)), await log.ConsistencyAsync(run.Of(500, 50)));
            await using var file = new FileStream(Path.GetTempFileName(), FileMode.Open, FileAccess.ReadWrite, FileShare.None, 64 * 1024, FileOptions.DeleteOnClose);
            var export = await log.ExportAsync(file);
            file.Position = 0;
            table.Add(Cell.Of(log.Size, "#,0"), Cell.Of(perSecond, "#,0"), Cell.Of((double)append.Leaves / append.Asked.Transactions, "0.0"), Cell.Of(append.Asked.MostRows, "0"),
                Cell.Of((append.Asked.PointReads + append.Asked.Pages + append.Asked.Blobs) * 1000.0 / append.Leaves), Cell.Of(seal.Asked.Total, "0"), Cell.Of(inclusion.Average), Cell.Of(inclusion.Most, "0"),
                Cell.Of(consistency.Average), Cell.Of(consistency.Most, "0"), Cell.Of(export.Bytes / MiB, "0.0"), Cell.Of(export.Pages, "#,0"), Cell.Of(export.HeapGrowth / MiB, "0.0"), await log.VerifiesAsync(file) ? "yes" : "NO");
        }

        return
        [
            table.Note($"Receipts come {LogAtScale.AtOnce} at once; per size the costs are those of the next {10 * LogAtScale.AtOnce} and of the seal after them. Nothing is remembered between proofs, all of which were verified.")
                .Note("The live heap is measured by full collections while the export is written, against that before it; the simulation's own rows are in both."),
        ];
    }
}
