using Artisan.Areas.Billing.Plans;
using Artisan.Areas.Billing.Storage;
using Artisan.Platform.Access;
using Artisan.Platform.Http;

namespace Artisan.Areas.Billing.Subscriptions;

/// <summary>The workspace's subscription with what its plan gives; every workspace has one.</summary>
internal sealed class GetSubscription(BillingStore store, PlanCatalog plans, SubscriptionProviders providers)
{
    public async Task<Outcome<SubscriptionResponse>> RunAsync(Caller caller, CancellationToken ct)
    {
        var stored = await store.ReadAsync(caller.WorkspaceId, ct);
        var response = SubscriptionResponse.Of(stored.Subscription, plans, providers);
        // Who may not pay has no use for what confirms a payment.
        return Outcome.Versioned(caller.Wears(Hats.Finance) ? response : response with { Action = null, ActionUrl = null }, IfMatch.Of(stored.Row));
    }
}
