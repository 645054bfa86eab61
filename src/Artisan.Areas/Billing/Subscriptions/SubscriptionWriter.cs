using Artisan.Areas.Billing.Plans;
using Artisan.Areas.Billing.Storage;
using Artisan.Platform.Due;
using Artisan.Platform.Storage;

namespace Artisan.Areas.Billing.Subscriptions;

/// <summary>
/// Writes subscriptions with what follows from them, in one transaction: the limits in the row of the running period (so that a limit is always checked against the row
/// that is replaced), the end of a period that is cut short, what comes due next, and word to whoever keeps gauges or wants to know.
/// </summary>
internal sealed class SubscriptionWriter(BillingStore store, PlanCatalog plans, Func<SubscriptionProviders> providers)
{
    /// <summary>Begins the change from one state to another; the caller adds what else belongs to it and commits.</summary>
    public async Task<Change> BeginAsync(string workspaceId, StoredSubscription before, Subscription after, CancellationToken ct)
    {
        var (home, old) = (store.Home(workspaceId), before.Subscription);
        var change = BillingStore.Save(home.Change(), home, before, after);
        var moved = after.PeriodStart != old.PeriodStart || after.PeriodEnd != old.PeriodEnd;
        var regiven = before.IsNew || after.Plan != old.Plan || after.Status != old.Status || !ReferenceEquals(after.Overrides, old.Overrides);
        if (moved || regiven) await SavePeriodsAsync(change, workspaceId, old, after, ct);

        change.Announce(workspaceId, old, after, plans, providers());
        foreach (var (step, due) in Agenda.Of(after).Except(before.IsNew ? [] : Agenda.Of(old))) change.Schedule(Agenda.KindOf(step), workspaceId, after.Id, due);
        return regiven ? change.Send(PlanChanges.SinkName, new PlanChanged(workspaceId), BillingJson.Default.PlanChanged) : change;
    }

    private async Task SavePeriodsAsync(Change change, string workspaceId, Subscription old, Subscription after, CancellationToken ct)
    {
        var home = store.Home(workspaceId);
        var (first, last) = old.PeriodStart < after.PeriodStart ? (old.PeriodStart, after.PeriodStart) : (after.PeriodStart, old.PeriodStart);
        var known = (await store.PeriodsAsync(workspaceId, first, last, ct)).ToDictionary(p => p.Period.Start);
        // Else whoever is about to pay for overage would move up for the last minute of the period.
        if (after.Plan != old.Plan && known.TryGetValue(old.PeriodStart, out var leaving) && !leaving.Closed) known[old.PeriodStart] = leaving.Leaving(plans[old.Plan]);
        var running = known.GetValueOrDefault(after.PeriodStart) ?? new PeriodUsage { Period = after.Period, TimeZone = after.TimeZone };
        running = running with { Period = after.Period, TimeZone = after.TimeZone, Closed = false, Seq = running.Seq + 1 };
        change.Save(PeriodRow.Into(home, running.Under(plans[after.Plan], after)));
        if (after.PeriodStart <= old.PeriodStart || after.PeriodStart >= old.PeriodEnd) return;

        // Cut short: what the old plan is still to be billed for stays open until its draft becomes final; what nobody bills is over.
        var cut = known.GetValueOrDefault(old.PeriodStart) ?? new PeriodUsage { Period = old.Period, TimeZone = old.TimeZone }.Under(plans[old.Plan], old);
        change.Save(PeriodRow.Into(home, cut with { Period = old.Period with { End = after.PeriodStart }, Closed = after.Draft?.UsageStart != old.PeriodStart, Seq = cut.Seq + 1 }));
    }
}

/// <summary>A workspace whose plan is another one, or gives something else.</summary>
internal sealed record PlanChanged(string WorkspaceId);
