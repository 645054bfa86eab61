using Artisan.Areas.Receipts.Contracts;
using Artisan.Areas.Receipts.Log;
using Artisan.Azure;
using Artisan.Benchmarks.Measuring;
using Artisan.Benchmarks.Reporting;
using Artisan.Platform.Ids;
using Artisan.Platform.Storage;
using Artisan.Testing.Host;
using Microsoft.Extensions.DependencyInjection;

namespace Artisan.Benchmarks.Ledger;

/// <summary>How many receipts a log takes, singly and in batches, against the bare transactions of the same rows.</summary>
internal sealed class ReceiptsBenchmark : IBenchmark
{
    private const int MostAtOnce = 48;

    public string Name => "receipts";

    public async Task<IReadOnlyList<ResultTable>> RunAsync(Run run, CancellationToken ct)
    {
        var counted = new CountedCalls();
        await using var app = await ArtisanApp.StartAsync(policies: [counted]);
        var table = new ResultTable(Name, "receipts appended through the ledger", "what", "receipts/s", "median ms", "p95 ms", "bare receipts/s", "bare median ms", "ratio", "transactions per receipt");
        var rounds = run.Of(9, 2);
        (string What, int Callers, int Each, int Size, bool OwnLogs)[] ways =
        [
            ("one at a time, one caller", 1, run.Of(100, 5), 1, true),
            ("one at a time, 50 callers, one log", 50, run.Of(20, 2), 1, false),
            ("one at a time, 50 callers, a log each", 50, run.Of(8, 2), 1, true),
            ("batches of 50, as an outbox delivers them", 1, run.Of(10, 2), 50, true),
            ("batches of 1,000", 1, run.Of(2, 1), 1_000, true),
        ];
        foreach (var (what, callers, each, size, ownLogs) in ways)
        {
            await run.SayAsync($"  {what} …");
            counted.Reset();
            var found = await TakeAsync(app, rounds, callers, each, size, ownLogs);
            var receipts = (rounds + 1) * ((callers * each * size) + (ownLogs ? callers : 1));
            table.Add(what, Cell.Of(found.OursPerSecond * size, "0"), Cell.Of(found.Ours.Median), Cell.Of(found.Ours.P95), Cell.Of(found.BarePerSecond * size, "0"), Cell.Of(found.Bare.Median),
                Cell.Ratio(found.Ratio), Cell.Of((double)counted.Transactions / receipts, "0.000"));
        }

        return
        [
            table.Note("Every receipt is durable when its call returns. Ours includes sealing: half a second after an append the log is signed (RSA-2048) and the checkpoint written.")
                .Note($"Bare: the same leaf, index, tile and head rows in transactions of up to {MostAtOnce} leaves, without check, sealing and reminders; with 50 callers merged by the same combiner.")
                .Note("The ratio is that of the medians of a call (a batch is one call); leaves are about 1 KB."),
        ];
    }

    private static async Task<Comparison> TakeAsync(ArtisanApp app, int rounds, int callers, int each, int size, bool ownLogs)
    {
        var (ids, log, stores) = (app.Services.GetRequiredService<IIds>(), app.Services.GetRequiredService<IReceiptLog>(), app.Services.GetRequiredService<Stores>());
        var ledger = StorageClients.Create(app.ConnectionString).Tables.GetTableClient(LedgerKeys.Table);
        await ledger.CreateIfNotExistsAsync();
        return await Comparison.TakeAsync(
            rounds,
            async () =>
            {
                var logs = Logs();
                foreach (var workspace in logs) await log.AppendAsync(ReceiptRequests.Next(workspace), CancellationToken.None);
                var requests = Prepare(c => ReceiptRequests.Many(logs[c % logs.Length], size));
                return await Round.OfAsync(callers, each, (c, n) => Task.WhenAll(requests[c][n].Select(r => log.AppendAsync(r, CancellationToken.None))));
            },
            async () =>
            {
                var logs = Logs();
                var bare = logs.Select(w => new BareLog(ledger, stores.Workspace(LedgerKeys.Table, w).Partition(LedgerKeys.Partition(1)))).ToArray();
                for (var i = 0; i < logs.Length; i++) await bare[i].AppendAsync([NewLeaf.Of(ReceiptRequests.Next(logs[i]))]);
                var leaves = Prepare(c => ReceiptRequests.Many(logs[c % logs.Length], size).Select(NewLeaf.Of).ToList());
                var merged = new Combiner<NewLeaf, bool>(MostAtOnce, async (_, waiting, _) =>
                {
                    await bare[0].AppendAsync(waiting);
                    return new bool[waiting.Count];
                });
                return await Round.OfAsync(callers, each, (c, n) => ownLogs ? bare[c].AppendAsync(leaves[c][n]) : merged.RunAsync(logs[0], leaves[c][n][0], CancellationToken.None));
            });

        string[] Logs() => [.. Enumerable.Range(0, ownLogs ? callers : 1).Select(_ => ids.New("ws"))];

        T[][] Prepare<T>(Func<int, T> make) => [.. Enumerable.Range(0, callers).Select(c => Enumerable.Range(0, each).Select(_ => make(c)).ToArray())];
    }
}
