using Artisan.Platform.Due;
using Artisan.Platform.Functions;
using Artisan.Platform.Time;

namespace Artisan.Areas.Receipts.Verifying;

/// <summary>Every night, begins to recompute every workspace's log.</summary>
internal sealed class VerifyLedgers(Registry registry, SystemClock clock) : ITimedJob
{
    public const string Job = "ledger-verify";

    // The slot is the day: a timer that runs twice or late begins nothing twice.
    public Task RunAsync(CancellationToken ct) => registry.FanOutAsync(Job, VerifyLedger.Queue, new DateTimeOffset(clock.Now.UtcDateTime.Date, TimeSpan.Zero), ct);
}
