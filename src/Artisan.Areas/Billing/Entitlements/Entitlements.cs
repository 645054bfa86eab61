using System.Collections.Concurrent;
using Artisan.Areas.Billing.Contracts;
using Artisan.Areas.Billing.Metering;
using Artisan.Areas.Billing.Plans;
using Artisan.Areas.Billing.Storage;
using Artisan.Areas.Billing.Subscriptions;
using Artisan.Platform.Http;
using Artisan.Platform.Time;

namespace Artisan.Areas.Billing.Entitlements;

/// <summary>
/// What plans allow. Features and rates are remembered for 30 seconds and forgotten at once where the subscription changes in this process; limits are read from
/// storage whenever they decide something.
/// </summary>
internal sealed class Entitlements(BillingStore store, PlanCatalog plans, ApiCallMeter calls, SystemClock system, BusinessClock clock) : IEntitlements
{
    private const int MostKept = 10_000;
    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<string, (DateTimeOffset Until, EntitlementsView View)> _views = new();

    public async ValueTask<Fault?> RequireAsync(string workspaceId, string feature, CancellationToken ct) =>
        (await GetAsync(workspaceId, ct)).Features.Contains(feature, StringComparer.Ordinal) ? null : Faults.FeatureNotInPlan(feature, plans.SmallestWith(feature)?.Id);

    public async ValueTask<EntitlementsView> GetAsync(string workspaceId, CancellationToken ct)
    {
        var now = system.Now;
        if (_views.TryGetValue(workspaceId, out var kept) && kept.Until > now) return kept.View;
        var view = Of((await store.ReadAsync(workspaceId, ct)).Subscription);
        if (_views.Count >= MostKept) _views.Clear();
        _views[workspaceId] = (now + Kept, view);
        return view;
    }

    public async Task<long?> LimitAsync(string workspaceId, string metric, CancellationToken ct) => Of((await store.ReadAsync(workspaceId, ct)).Subscription).Limits[metric];

    public Fault Reached(string metric, long limit, long used) => Faults.LimitReached(metric, limit, used, plans.SmallestFor(metric, used + 1)?.Id);

    public void Forget(string workspaceId)
    {
        _views.TryRemove(workspaceId, out _);
        calls.Forget(workspaceId);
    }

    /// <summary>What is remembered, however old; whether it is due to be read again.</summary>
    public (EntitlementsView? View, bool Due) Remembered(string workspaceId) => _views.TryGetValue(workspaceId, out var kept) ? (kept.View, kept.Until <= system.Now) : (null, true);

    private EntitlementsView Of(Subscription subscription)
    {
        var plan = plans[PeriodPlan.PlanAt(subscription, clock.Now)];
        var limits = new Dictionary<string, long?>(plan.Limits);
        foreach (var (metric, own) in subscription.Overrides) limits[metric] = own.Limit;
        return new EntitlementsView(plan.Id, plan.Features, limits, plan.RequestsPerMinute, plan.EventsPerMinute, plan.RawEventDays, plan.Support);
    }
}
