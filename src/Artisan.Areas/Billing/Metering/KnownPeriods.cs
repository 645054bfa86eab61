using Artisan.Areas.Billing.Plans;
using Artisan.Areas.Billing.Storage;
using Artisan.Areas.Workspaces.Contracts;
using Artisan.Platform.Time;

namespace Artisan.Areas.Billing.Metering;

/// <summary>
/// What this process knows of a workspace's last periods. Never authoritative: a change built on a stale row is refused by storage, everything is forgotten
/// and read again. Used by one writer at a time (the combiner's).
/// </summary>
internal sealed class KnownPeriods(string workspaceId, BillingStore store, PlanCatalog plans, IWorkspaces workspaces, BusinessClock clock, TimeSpan grace)
{
    // The oldest event is 35 days old, and a period lasts at most 31.
    private static readonly TimeSpan Back = TimeSpan.FromDays(70);

    private List<PeriodUsage>? _rows;
    private StoredSubscription? _subscription;

    /// <summary>Whether the rows were read since <see cref="Begin"/>, so that a refusal can rest on them.</summary>
    public bool IsFresh { get; private set; }

    /// <summary>The known rows, with those that were only begun.</summary>
    public IReadOnlyList<PeriodUsage> Rows => _rows ?? [];

    /// <summary>Begins a commit: what is known now is old, and what was begun and not written may follow another plan by now.</summary>
    public void Begin()
    {
        (IsFresh, _subscription) = (false, null);
        _rows?.RemoveAll(r => r.ETag == default);
    }

    /// <summary>Makes sure that the periods of these instants are known; one read where nothing is, none where everything is.</summary>
    public async Task CoverAsync(IEnumerable<DateTimeOffset> instants, CancellationToken ct)
    {
        if (_rows is null) await LoadAsync(ct);
        foreach (var instant in instants)
        {
            if (Find(instant) is not null) continue;
            if (!IsFresh) await LoadAsync(ct);
            if (Find(instant) is null) _rows!.Add(await OpenAsync(instant, ct));
        }
    }

    /// <summary>Forgets everything: somebody else wrote it, or may have.</summary>
    public void Forget() => (_rows, _subscription, IsFresh) = (null, null, false);

    /// <summary>Takes over what was committed. A row whose new ETag did not come back is forgotten with all others.</summary>
    public void Committed(IEnumerable<PeriodUsage> written)
    {
        foreach (var row in written)
        {
            if (row.ETag == default)
            {
                Forget();
                return;
            }

            _rows!.RemoveAll(r => r.Period.Start == row.Period.Start);
            _rows.Add(row);
        }
    }

    /// <summary>The known row that an instant lies in: the latest, where a subscription began anew in the middle of a period.</summary>
    public PeriodUsage? Find(DateTimeOffset instant) => Rows.Where(r => r.Period.Contains(instant)).MaxBy(r => r.Period.Start);

    private async Task LoadAsync(CancellationToken ct)
    {
        _rows = [.. await store.PeriodsAsync(workspaceId, clock.Now - Back, clock.Now.AddHours(1), ct)];
        IsFresh = true;
    }

    // The period of an instant that has no row yet, under the limits that its plan gives. One that has passed takes nothing more: it counts as closed.
    private async Task<PeriodUsage> OpenAsync(DateTimeOffset instant, CancellationToken ct)
    {
        _subscription ??= await store.ReadAsync(workspaceId, ct);
        var subscription = _subscription.Subscription;
        var zone = instant < subscription.PeriodEnd ? subscription.TimeZone : (await workspaces.FindAsync(workspaceId, ct))?.TimeZone ?? subscription.TimeZone;
        var last = Rows.Where(r => r.Period.End <= instant).MaxBy(r => r.Period.End);
        var place = PeriodPlan.Covering(subscription, last?.Period, instant, zone, clock.Now - grace);
        var plan = plans[PeriodPlan.PlanAt(subscription, place.Period.Start)];
        return new PeriodUsage { Period = place.Period, TimeZone = place.TimeZone, Closed = place.Passed }.Under(plan, subscription);
    }
}
