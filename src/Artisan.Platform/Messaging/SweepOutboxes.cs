using Artisan.Platform.Due;
using Artisan.Platform.Functions;
using Artisan.Platform.Time;

namespace Artisan.Platform.Messaging;

/// <summary>
/// Every night, and whenever the function is called by hand: has every workspace's and everybody's outboxes looked through. The bells see to them within minutes; this is for
/// the bell that was lost.
/// </summary>
public sealed class SweepOutboxes(Registry registry, IEnumerable<OutboxRange> people, Queues queues, SystemClock clock) : ITimedJob
{
    /// <summary>The timer function.</summary>
    public const string Job = "outbox-sweep";

    public async Task RunAsync(CancellationToken ct)
    {
        foreach (var range in people) await queues.SendAsync(SweepPeople.Queue, new PeopleSweep(range.Table, range.From, range.To, null), PeopleSweep.JsonType, ct);
        await registry.FanOutAsync(Job, SweepWorkspace.Queue, clock.Now, ct);
    }
}
