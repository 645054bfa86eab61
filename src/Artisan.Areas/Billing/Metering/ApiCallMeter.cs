using System.Collections.Concurrent;
using System.Globalization;
using Artisan.Areas.Billing.Contracts;
using Artisan.Areas.Billing.Plans;
using Artisan.Platform.Http;
using Artisan.Platform.Ids;
using Artisan.Platform.Time;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Artisan.Areas.Billing.Metering;

/// <summary>
/// Counts calls made with API keys in memory and writes them every few seconds, named by instance and number so that each batch counts once. Approximate, and
/// declared to be: an instance that is killed loses its last seconds, and a hard limit is noticed as late.
/// </summary>
internal sealed class ApiCallMeter(Meter meter, PlanCatalog plans, IIds ids, BusinessClock clock, SystemClock system, IOptions<BillingOptions> options, ILogger<ApiCallMeter> log) : BackgroundService
{
    private static readonly TimeSpan AskedAgain = TimeSpan.FromSeconds(30);

    private readonly string _instance = ids.Ulid();
    private readonly ConcurrentDictionary<string, Tally> _tallies = new();
    private readonly SemaphoreSlim _writing = new(1, 1);
    private long _batches;

    private sealed class Tally
    {
        public long Calls;
        public (string Id, long Calls)? Unwritten;
        public Exhausted? Exhausted;
    }

    // A limit that was reached, until its period ends, or until it is looked at again: the plan may have been changed elsewhere.
    private sealed record Exhausted(Fault Fault, DateTimeOffset Until, DateTimeOffset LookAgain);

    /// <summary>Counts a call; the fault says that the plan has none left.</summary>
    public Fault? Count(string workspaceId)
    {
        var tally = _tallies.GetOrAdd(workspaceId, static _ => new Tally());
        if (tally.Exhausted is { } exhausted && exhausted.Until > clock.Now && exhausted.LookAgain > system.Now) return exhausted.Fault;
        Interlocked.Increment(ref tally.Calls);
        return null;
    }

    /// <summary>Writes what was counted; what cannot be written is kept, under the name that it was tried by.</summary>
    public async Task FlushAsync(CancellationToken ct)
    {
        await _writing.WaitAsync(ct);
        try
        {
            await Parallel.ForEachAsync(_tallies, new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = ct }, async (t, token) => await WriteAsync(t.Key, t.Value, token));
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>Forgets that a workspace has no calls left: its plan was changed.</summary>
    public void Forget(string workspaceId)
    {
        if (_tallies.TryGetValue(workspaceId, out var tally)) tally.Exhausted = null;
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await FlushAsync(cancellationToken);
    }

    public override void Dispose()
    {
        _writing.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(options.Value.ApiCallFlushSeconds));
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken)) await FlushAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The app stops; what is counted by then is written by StopAsync.
        }
    }

    private async Task WriteAsync(string workspaceId, Tally tally, CancellationToken ct)
    {
        if (tally.Unwritten is null)
        {
            var calls = Interlocked.Exchange(ref tally.Calls, 0);
            if (calls == 0) return;
            tally.Unwritten = (string.Create(CultureInfo.InvariantCulture, $"api|{_instance}|{Interlocked.Increment(ref _batches)}"), calls);
        }

        try
        {
            var (id, calls) = tally.Unwritten.Value;
            var unit = new EventUnit(UsageEvent.Internal(id, UsageMetrics.ApiCalls, calls) with { Happened = true }, plans);
            var result = await meter.RunAsync(workspaceId, unit, ct);
            if (result.Fault is { } fault) log.LogWarning("{Calls} counted API calls could not be recorded: {Code}.", calls, fault.Code);
            tally.Unwritten = null;
            tally.Exhausted = unit.Counter is { } counter && Limits.Of(counter, UsageMetrics.ApiCalls, 1, plans) is { } reached ? new Exhausted(reached, unit.CountedUntil, system.Now + AskedAgain) : null;
        }
        catch (Exception e) when (e is not OperationCanceledException || !ct.IsCancellationRequested)
        {
            log.LogWarning(e, "Counted API calls are written later.");
        }
    }
}
