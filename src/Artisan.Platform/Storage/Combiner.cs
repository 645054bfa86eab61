using System.Collections.Concurrent;

namespace Artisan.Platform.Storage;

/// <summary>
/// Merges the concurrent writers of a hot partition into one transaction at a time within this process. The ETag of the head
/// row remains what keeps processes apart: the combiner only saves them the fight.
/// </summary>
/// <typeparam name="TItem">What a writer brings.</typeparam>
/// <typeparam name="TResult">What it gets back.</typeparam>
public sealed class Combiner<TItem, TResult>(int mostAtOnce, Func<string, IReadOnlyList<TItem>, CancellationToken, Task<IReadOnlyList<TResult>>> commit)
{
    private sealed record Waiting(TItem Item, TaskCompletionSource<TResult> Done);

    private sealed class Lane
    {
        public readonly Queue<Waiting> Queue = [];
        public bool Busy;
    }

    private readonly ConcurrentDictionary<string, Lane> _lanes = new();

    /// <summary>
    /// Adds an item to the next transaction of the key's partition and waits for its result. A caller who gives up stops waiting;
    /// the item itself is still committed with its neighbours.
    /// </summary>
    public Task<TResult> RunAsync(string key, TItem item, CancellationToken ct)
    {
        var waiting = new Waiting(item, new TaskCompletionSource<TResult>(TaskCreationOptions.RunContinuationsAsynchronously));
        while (true)
        {
            var lane = _lanes.GetOrAdd(key, static _ => new Lane());
            lock (lane)
            {
                // A lane is dropped only when it is idle and under its own lock, so one that is still listed is still served.
                if (!_lanes.TryGetValue(key, out var listed) || !ReferenceEquals(listed, lane)) continue;
                lane.Queue.Enqueue(waiting);
                if (lane.Busy) break;
                lane.Busy = true;
            }

            _ = ServeAsync(key, lane);
            break;
        }

        return waiting.Done.Task.WaitAsync(ct);
    }

    private async Task ServeAsync(string key, Lane lane)
    {
        while (true)
        {
            List<Waiting> batch;
            lock (lane)
            {
                batch = new List<Waiting>(Math.Min(lane.Queue.Count, mostAtOnce));
                while (batch.Count < mostAtOnce && lane.Queue.TryDequeue(out var next)) batch.Add(next);
                if (batch.Count == 0)
                {
                    lane.Busy = false;
                    _lanes.TryRemove(key, out _);
                    return;
                }
            }

            try
            {
                var results = await commit(key, batch.ConvertAll(w => w.Item), CancellationToken.None);
                for (var i = 0; i < batch.Count; i++) batch[i].Done.TrySetResult(results[i]);
            }
            catch (Exception e)
            {
                foreach (var waiting in batch) waiting.Done.TrySetException(e);
            }
        }
    }
}
