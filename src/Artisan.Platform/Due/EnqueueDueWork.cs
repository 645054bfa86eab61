using Artisan.Platform.Functions;
using Artisan.Platform.Messaging;
using Artisan.Platform.Time;

namespace Artisan.Platform.Due;

/// <summary>
/// Hands everything that has come due to the queue of its kind, and takes it out of the index afterwards: a crash in between hands it over twice,
/// never not at all. Reads sixteen short ranges per kind, whatever the number of workspaces.
/// </summary>
/// <param name="index">Where due work is noted.</param>
/// <param name="kinds">What is looked for.</param>
/// <param name="queues">Where it is handed over.</param>
/// <param name="clock">What is due goes by the business clock.</param>
/// <param name="before">What is done with each piece before it is handed over.</param>
public sealed class EnqueueDueWork(DueIndex index, IEnumerable<DueKind> kinds, Queues queues, BusinessClock clock, Func<DueWork, CancellationToken, Task>? before = null) : ITimedJob
{
    private const int PageSize = 200;
    private const int MostPages = 20;

    public async Task RunAsync(CancellationToken ct)
    {
        var now = clock.Now;
        var work = from kind in kinds from shard in Enumerable.Range(0, DueKeys.Shards) select (kind, shard);
        await Parallel.ForEachAsync(work, new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = ct }, async (w, token) => await RunAsync(w.kind, w.shard, now, token));
    }

    // What is left after the last page is for the next minute: a timer must not run for long.
    private async Task RunAsync(DueKind kind, int shard, DateTimeOffset now, CancellationToken ct)
    {
        for (var page = 0; page < MostPages; page++)
        {
            var rows = await index.ReadAsync(kind.Name, shard, now, PageSize, ct);
            foreach (var chunk in rows.Chunk(20))
            {
                await Task.WhenAll(chunk.Select(async row =>
                {
                    var (due, owner, id) = DueKeys.Read(row.RowKey);
                    var work = new DueWork(kind.Name, owner, id, due);
                    if (before is not null) await before(work, ct);
                    await queues.SendAsync(kind.Queue, work, DueJson.Default.DueWork, ct);
                }));
            }

            await index.RemoveAsync(kind.Name, shard, rows, ct);
            if (rows.Count < PageSize) return;
        }
    }
}
