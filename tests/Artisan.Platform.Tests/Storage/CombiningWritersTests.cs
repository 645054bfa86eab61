using System.Collections.Concurrent;
using Artisan.Platform.Storage;

namespace Artisan.Platform.Tests.Storage;

public sealed class CombiningWritersTests
{
    [Fact]
    public async Task Fifty_writers_share_few_transactions_and_each_gets_its_own_result()
    {
        var sizes = new ConcurrentQueue<int>();
        var combiner = new Combiner<int, int>(20, async (_, items, ct) =>
        {
            sizes.Enqueue(items.Count);
            await Task.Delay(10, ct);
            return [.. items.Select(i => i * 2)];
        });

        var results = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => combiner.RunAsync("p", i, default)));

        Assert.Equal(Enumerable.Range(0, 50).Select(i => i * 2), results);
        Assert.Equal(50, sizes.Sum());
        Assert.InRange(sizes.Count, 3, 12);
        Assert.All(sizes, s => Assert.InRange(s, 1, 20));
    }

    [Fact]
    public async Task Items_of_a_partition_are_committed_in_the_order_they_came_and_never_two_batches_at_once()
    {
        var (order, running) = (new List<int>(), 0);
        var combiner = new Combiner<int, bool>(7, async (_, items, ct) =>
        {
            Assert.Equal(1, Interlocked.Increment(ref running));
            order.AddRange(items);
            await Task.Delay(1, ct);
            Interlocked.Decrement(ref running);
            return [.. items.Select(_ => true)];
        });

        await Task.WhenAll(Enumerable.Range(0, 100).Select(i => combiner.RunAsync("p", i, default)).ToList());
        Assert.Equal(Enumerable.Range(0, 100), order);
    }

    [Fact]
    public async Task A_batch_that_fails_fails_its_own_writers_only()
    {
        var combiner = new Combiner<int, int>(10, async (key, items, ct) =>
        {
            await Task.Delay(5, ct);
            return key == "bad" && items.Contains(1) ? throw new InvalidOperationException("refused") : [.. items];
        });

        var bad = combiner.RunAsync("bad", 1, default);
        var good = combiner.RunAsync("good", 1, default);
        await Assert.ThrowsAsync<InvalidOperationException>(() => bad);
        Assert.Equal(1, await good);
        Assert.Equal(2, await combiner.RunAsync("bad", 2, default));
    }

    [Fact]
    public async Task Who_gives_up_waiting_does_not_take_the_item_back()
    {
        var committed = new ConcurrentQueue<int>();
        var release = new TaskCompletionSource();
        var combiner = new Combiner<int, int>(10, async (_, items, _) =>
        {
            await release.Task;
            foreach (var item in items) committed.Enqueue(item);
            return items;
        });
        using var patience = new CancellationTokenSource();
        var first = combiner.RunAsync("p", 1, default);
        var impatient = combiner.RunAsync("p", 2, patience.Token);
        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => impatient);

        release.SetResult();
        await first;
        await combiner.RunAsync("p", 3, default);
        Assert.Equal([1, 2, 3], committed);
    }
}
