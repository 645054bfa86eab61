using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using Artisan.Areas.Billing.Plans;
using Artisan.Areas.Billing.Storage;
using Artisan.Areas.Workspaces.Contracts;
using Artisan.Platform.Storage;
using Artisan.Platform.Time;
using Microsoft.Extensions.Options;

namespace Artisan.Areas.Billing.Metering;

/// <summary>
/// Meters everything of a workspace, exactly once per key: events and counters change in one transaction, so that the counters are those of the events
/// whatever happens in between, and a hard limit is checked against the row that is replaced. The writers of one process are merged; ETags keep processes apart.
/// </summary>
internal sealed class Meter
{
    private const int MostCallsAtOnce = 64;
    private const int MostWorkspaces = 5_000;

    private readonly Combiner<IReadOnlyList<MeterUnit>, IReadOnlyList<MeterResult>> _combiner;
    private readonly ConcurrentDictionary<string, KnownPeriods> _known = new();
    private readonly BillingStore _store;
    private readonly BusinessClock _clock;
    private readonly SystemClock _system;
    private readonly Func<string, KnownPeriods> _open;

    public Meter(BillingStore store, PlanCatalog plans, IWorkspaces workspaces, BusinessClock clock, SystemClock system, IOptions<BillingOptions> options)
    {
        (_store, _clock, _system) = (store, clock, system);
        _open = workspaceId => new KnownPeriods(workspaceId, store, plans, workspaces, clock, TimeSpan.FromMinutes(options.Value.GraceMinutes));
        _combiner = new(MostCallsAtOnce, CommitAsync);
    }

    /// <summary>Meters some things; one result each, in their order. What is refused does not keep the others out.</summary>
    public async Task<IReadOnlyList<MeterResult>> RunAsync(string workspaceId, IReadOnlyList<MeterUnit> units, CancellationToken ct)
    {
        var results = await _combiner.RunAsync(workspaceId, units, ct);
        if (results.FirstOrDefault(r => r.Failure is not null) is { Failure: { } failure }) ExceptionDispatchInfo.Throw(failure);
        return results;
    }

    /// <summary>Meters one thing.</summary>
    public async Task<MeterResult> RunAsync(string workspaceId, MeterUnit unit, CancellationToken ct) => (await RunAsync(workspaceId, [unit], ct))[0];

    private async Task<IReadOnlyList<IReadOnlyList<MeterResult>>> CommitAsync(string workspaceId, IReadOnlyList<IReadOnlyList<MeterUnit>> calls, CancellationToken ct)
    {
        if (_known.Count > MostWorkspaces) _known.Clear();
        var known = _known.GetOrAdd(workspaceId, _open);
        var units = calls.SelectMany(c => c).ToList();
        // Of those with one key the first goes ahead; the others follow its result, or go themselves once it has none that tells theirs.
        for (var open = units; open.Count > 0;)
        {
            var firsts = open.DistinctBy(u => u.Key, StringComparer.Ordinal).ToList();
            await CommitAsync(workspaceId, known, firsts);
            var byKey = firsts.ToDictionary(u => u.Key, StringComparer.Ordinal);
            foreach (var later in open.Where(u => u.Result is null)) later.Follow(byKey[later.Key]);
            open = [.. open.Where(u => u.Result is null)];
        }

        return [.. calls.Select(c => c.Select(u => u.Result!).ToList())];
    }

    // A failure fails all that are open: storage that does not answer is not asked twenty times more.
    private async Task CommitAsync(string workspaceId, KnownPeriods known, IReadOnlyList<MeterUnit> units)
    {
        try
        {
            await new MeterCommit(workspaceId, _store.Home(workspaceId), known, _clock, _system).RunAsync(units, CancellationToken.None);
        }
        catch (Exception e)
        {
            // What is remembered may be behind what storage holds.
            known.Forget();
            foreach (var unit in units.Where(u => u.Result is null)) unit.Result = new MeterResult(MeterStatus.Failed) { Failure = e };
        }
    }
}
