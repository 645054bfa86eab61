using Artisan.LocalHost.Handler;
using Artisan.LocalHost.Queues;
using Artisan.LocalHost.Timers;

namespace Artisan.LocalHost.Clock;

/// <summary>What a move of the clock did: how often it stopped, how many timer runs it made, and whether the queues were empty at the end.</summary>
internal sealed record ClockMove(int Stops, int Runs, bool Drained);

/// <summary>
/// Moves business time forward the way it would have passed: it stops where work comes due, runs the timers, drains the queues, and goes on
/// until the target. Backwards it only sets the clock.
/// </summary>
internal sealed class AdvanceClock(
    BusinessClock clock, ClockDoor door, HandlerSupervisor handler, IReadOnlyList<TimerListener> timers, QueuePumps queues, DueIndex due, ILogger log) : IDisposable
{
    private readonly SemaphoreSlim _one = new(1, 1);

    /// <summary>Goes to the target and stands still or runs on there.</summary>
    public async Task<ClockMove> ToAsync(DateTimeOffset target, bool running, CancellationToken ct)
    {
        await _one.WaitAsync(ct);
        try
        {
            var from = clock.GetUtcNow();
            return target <= from ? await BackAsync(() => clock.Set(target, running), ct) : await ForwardAsync(from, target, running, ct);
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Gives business time back to the system's clock.</summary>
    public async Task<ClockMove> ResetAsync(CancellationToken ct)
    {
        await _one.WaitAsync(ct);
        try
        {
            return await BackAsync(clock.Reset, ct);
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    private async Task<ClockMove> BackAsync(Action set, CancellationToken ct)
    {
        set();
        foreach (var timer in timers) timer.Replan();
        await TellAsync(ct);
        clock.Announce();
        return new ClockMove(0, 0, true);
    }

    private async Task<ClockMove> ForwardAsync(DateTimeOffset from, DateTimeOffset target, bool running, CancellationToken ct)
    {
        log.LogInformation("The clock goes from {From:u} to {Target:u}.", from, target);
        var plan = new JumpPlan(timers, from, target);
        var (stops, runs, drained) = (0, 0, true);

        // It stands still on the way: the time that the work itself takes is not business time.
        clock.Set(from, running: false);
        clock.Jumping = true;
        try
        {
            for (var now = from; ;)
            {
                var first = await due.FirstAsync(now, target, ct);
                if (plan.Next(now, first, stops) is not { } stop) break;

                now = stop.At;
                runs += await StopAsync(now, stop.Timers, ct);
                drained &= await queues.DrainAsync(clock.SystemClock, ct);
                if (await TakeLeftAsync(plan, now, ct) is var more and > 0)
                {
                    runs += more;
                    drained &= await queues.DrainAsync(clock.SystemClock, ct);
                }

                stops++;
            }

            runs += await ArriveAsync(plan, target, ct);
            drained &= await queues.DrainAsync(clock.SystemClock, ct);
        }
        finally
        {
            clock.Jumping = false;

            // Even where something failed on the way, a clock that is to run must not be left standing.
            if (running) clock.Set(clock.GetUtcNow(), running: true);
        }

        await TellAsync(ct);
        clock.Announce();
        log.LogInformation("The clock is at {Target:u} after {Stops} stops and {Runs} timer runs.", target, stops, runs);
        return new ClockMove(stops, runs, drained);
    }

    private async Task<int> StopAsync(DateTimeOffset at, IReadOnlyList<TimerListener> who, CancellationToken ct)
    {
        clock.Set(at, running: false);
        await TellAsync(ct);
        var runs = 0;
        foreach (var timer in who.OrderBy(timer => timer.Next))
        {
            if (await timer.FireIfDueAsync(ct)) runs++;
        }

        return runs;
    }

    // What came due here and none of the frequent timers took waits for an hourly one: it is done now, and not days later behind what it comes before.
    private async Task<int> TakeLeftAsync(JumpPlan plan, DateTimeOffset now, CancellationToken ct)
    {
        if (plan.Hourly.Count == 0 || await due.FirstAsync(now.AddHours(-1), now, ct) is null) return 0;
        foreach (var timer in plan.Hourly) await timer.FireEarlyAsync(ct);
        return plan.Hourly.Count;
    }

    // Work that came due after the last run of the timers that read the index would wait for ever on a clock that stands still.
    private async Task<int> ArriveAsync(JumpPlan plan, DateTimeOffset target, CancellationToken ct)
    {
        var runs = await StopAsync(target, timers, ct);
        foreach (var timer in plan.Sweepers.Concat(plan.Hourly))
        {
            if (await due.FirstAsync(timer.Last, target, ct) is null) continue;
            await timer.FireEarlyAsync(ct);
            runs++;
        }

        return runs;
    }

    private async Task TellAsync(CancellationToken ct) => await door.PushAsync(await handler.ReadyAsync(ct), ct);
}
