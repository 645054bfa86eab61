using Artisan.Areas.Billing.Plans;
using Artisan.Platform.Access;
using Artisan.Platform.Audit;
using Artisan.Platform.Http;
using Artisan.Platform.Payments;

namespace Artisan.Areas.Billing.Subscriptions;

/// <summary>Ends a paid plan with its period, or now (nothing is paid back); a trial, and a payment that waits to be confirmed, end at once. All data stays.</summary>
internal sealed class CancelSubscription(SubscriptionEdits edits, SubscriptionProviders providers, PlanCatalog plans)
{
    public Task<Outcome<SubscriptionResponse>> RunAsync(string id, bool? now, Caller caller, CancellationToken ct) => edits.RunAsync<SubscriptionResponse>(caller.WorkspaceId, async before =>
    {
        var subscription = before.Subscription;
        if (subscription.Id != id) return Faults.NotFound;
        if (subscription.Status is not (SubscriptionStatus.Trialing or SubscriptionStatus.Incomplete) && subscription.PaysNothing(plans)) return BillingFaults.NothingToCancel;
        if (now is not true && subscription.CancelAtPeriodEnd) return SubscriptionResponse.Of(subscription, plans, providers);

        var order = SubscriptionEdits.Order(caller.WorkspaceId, before, $"cancel:{now is true}", (change, after) =>
            change.Audit(caller, "billing.subscription.canceled", "subscription", after.Id, BillingAudit.Of(subscription), BillingAudit.Of(after)));
        var outcome = await providers.Of(subscription).CancelAsync(order, atPeriodEnd: now is not true, ct);
        return outcome.Fault is { } fault ? fault : SubscriptionResponse.Of(outcome.Value!, plans, providers);
    }, ct);
}
