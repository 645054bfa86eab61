using Artisan.LocalHost.Clock;
using Artisan.LocalHost.Functions;
using Artisan.LocalHost.Invocations;

namespace Artisan.LocalHost.Timers;

/// <summary>Fires one timer function in business time: once when past due, never two at once, the next run counted from the start of the last.</summary>
internal sealed class TimerListener(TimerFunction function, TimerSchedule schedule, TimerStatusFile file, FunctionInvoker invoker, BusinessClock clock, ILogger log) : IDisposable
{
    private readonly SemaphoreSlim _one = new(1, 1);
    private TimerStatus _status = new(default, DateTimeOffset.MaxValue, default);

    public TimerSchedule Schedule => schedule;

    public DateTimeOffset Next => _status.Next;

    public DateTimeOffset Last => _status.Last;

    public async Task RunAsync(CancellationToken ct)
    {
        var pastDue = Begin();
        if (pastDue || function.RunOnStartup) await FireAsync(pastDue, onlyIfDue: false, ct);

        while (!ct.IsCancellationRequested)
        {
            var changed = clock.Changed;
            await Task.WhenAny(Sleep(ct), changed);
            ct.ThrowIfCancellationRequested();
            await FireIfDueAsync(ct);
        }
    }

    /// <summary>Runs the function if its time has come; answers whether it did.</summary>
    public Task<bool> FireIfDueAsync(CancellationToken ct) => FireAsync(pastDue: false, onlyIfDue: true, ct);

    /// <summary>Runs the function now, before its time: work has come due since its last run and the clock stands still.</summary>
    public Task FireEarlyAsync(CancellationToken ct) => FireAsync(pastDue: false, onlyIfDue: false, ct);

    /// <summary>The clock was set back: what was planned lies too far ahead.</summary>
    public void Replan()
    {
        var now = clock.GetUtcNow();
        Keep(new TimerStatus(_status.Last > now ? default : _status.Last, schedule.Next(now), now));
    }

    public void Dispose() => _one.Dispose();

    private bool Begin()
    {
        var (status, pastDue) = PastDueRule.Apply(schedule.IsMonitored ? file.Read() : null, schedule, clock.GetUtcNow());
        Keep(status);
        if (pastDue) log.LogInformation("A run was missed at {Next:u}; the function runs now, once.", status.Next);
        else log.LogInformation("Next run at {Next:u}.", status.Next);
        return pastDue;
    }

    private async Task Sleep(CancellationToken ct)
    {
        if (!clock.Running)
        {
            await Task.Delay(Timeout.Infinite, ct).ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            return;
        }

        // Never longer than an hour: a machine that slept must not oversleep its timers.
        var wait = TimeSpan.FromTicks(Math.Clamp((_status.Next - clock.GetUtcNow()).Ticks, 0, TimeSpan.TicksPerHour));
        await Task.Delay(wait, clock.SystemClock, ct).ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
    }

    private async Task<bool> FireAsync(bool pastDue, bool onlyIfDue, CancellationToken ct)
    {
        await _one.WaitAsync(ct);
        try
        {
            var now = clock.GetUtcNow();
            if (onlyIfDue && now < _status.Next) return false;

            var info = new TimerInfo(schedule.AdjustForDst, schedule.IsMonitored ? _status : null, pastDue);
            var body = InvocationBody.ForTimer(function.Name, function.Binding, info, now, InvocationIds.New());
            await invoker.InvokeAsync(function.Name, body, ct);
            Keep(new TimerStatus(now, schedule.Next(now), now));
            return true;
        }
        finally
        {
            _one.Release();
        }
    }

    private void Keep(TimerStatus status)
    {
        _status = status;
        if (schedule.IsMonitored) file.Write(status);
    }
}
