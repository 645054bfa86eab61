using Artisan.Platform.Due;
using Artisan.Platform.Functions;
using Artisan.Platform.Time;

namespace Artisan.Platform.Messaging;

/// <summary>
/// Every night, and whenever the function is called by hand: has every workspace's outboxes looked through. The bells see to them within minutes; this is for
/// the bell that was lost.
/// </summary>
public sealed class SweepOutboxes(Registry registry, SystemClock clock) : ITimedJob
{
    /// <summary>The timer function.</summary>
    public const string Job = "outbox-sweep";

    public Task RunAsync(CancellationToken ct) => registry.FanOutAsync(Job, SweepWorkspace.Queue, clock.Now, ct);
}
