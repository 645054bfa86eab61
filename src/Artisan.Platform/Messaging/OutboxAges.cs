using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Artisan.Azure.Tables;
using Artisan.Platform.Ids;
using Artisan.Platform.Storage;
using Artisan.Platform.Time;

namespace Artisan.Platform.Messaging;

/// <summary>
/// How long the oldest message has waited that this process is handing over, or could not: the metric <c>artisan.outbox.oldest</c>. A bell comes back within minutes to what is left;
/// of what no bell told for a quarter of an hour another process took care.
/// </summary>
public sealed class OutboxAges : IDisposable
{
    private static readonly TimeSpan Known = TimeSpan.FromMinutes(15);

    private readonly ConcurrentDictionary<BellMessage, (DateTimeOffset Oldest, DateTimeOffset Seen)> _left = new();
    private readonly Meter _meter = new("Artisan.Platform");
    private readonly SystemClock _clock;

    /// <summary>Begins to watch.</summary>
    public OutboxAges(SystemClock clock)
    {
        _clock = clock;
        _meter.CreateObservableGauge("artisan.outbox.oldest", () => Oldest.TotalSeconds, "s", "Age of the oldest outbox message that is not handed over");
    }

    /// <summary>The age of the oldest; zero where none waits.</summary>
    public TimeSpan Oldest
    {
        get
        {
            var now = _clock.Now;
            var oldest = _left.Values.Where(l => now - l.Seen < Known).Select(l => l.Oldest).DefaultIfEmpty(now).Min();
            return oldest < now ? now - oldest : TimeSpan.Zero;
        }
    }

    /// <summary>Forgets everything.</summary>
    public void Dispose() => _meter.Dispose();

    internal void Waiting(Partition partition, IReadOnlyList<TableEntity> rows)
    {
        if (rows.Count > 0) _left[Of(partition)] = (rows.Min(r => UlidIds.TimeOf(r.RowKey[OutboxRow.Prefix.Length..])), _clock.Now);
    }

    internal void HandedOver(Partition partition) => _left.TryRemove(Of(partition), out _);

    private static BellMessage Of(Partition partition) => new(partition.Table, partition.Key);
}
