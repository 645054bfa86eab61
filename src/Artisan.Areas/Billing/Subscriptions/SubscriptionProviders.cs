using Artisan.Areas.Billing.Plans;
using Microsoft.Extensions.Options;

namespace Artisan.Areas.Billing.Subscriptions;

/// <summary>
/// Which provider a workspace's money goes through. What is begun goes through the one that the settings choose; a plan that runs is changed, ended and paid where it was begun.
/// </summary>
internal sealed class SubscriptionProviders(IEnumerable<ISubscriptionProvider> providers, PlanCatalog plans, IOptions<BillingOptions> options)
{
    private readonly Dictionary<BillingProvider, ISubscriptionProvider> _providers = providers.ToDictionary(p => p.Kind);

    public ISubscriptionProvider this[BillingProvider kind] => _providers[kind];

    /// <summary>The one that collects for a subscription now, or did last.</summary>
    public ISubscriptionProvider Of(Subscription subscription) => _providers[subscription.Provider];

    /// <summary>The one for a plan to be begun, or to be moved up to: a plan that Artisan collected for by itself, before Stripe was set up, begins anew there.</summary>
    public ISubscriptionProvider For(Subscription subscription) => _providers[KindOf(subscription)];

    /// <summary>The one whose payment methods a subscription takes: that of what runs or is owed, else that of what may be begun.</summary>
    public ISubscriptionProvider ToPay(Subscription subscription) => subscription is { Dunning: null, Action: null } && subscription.PaysNothing(plans) ? For(subscription) : Of(subscription);

    /// <summary>Which one a plan is begun with, also where it is not set up any more.</summary>
    public BillingProvider KindOf(Subscription subscription) => subscription.Provider is BillingProvider.Stripe ? BillingProvider.Stripe : Chosen;

    // Stripe's is registered only where Stripe is set up.
    private BillingProvider Chosen => options.Value.Provider switch
    {
        ProviderChoice.Embedded => BillingProvider.Embedded,
        ProviderChoice.Stripe => BillingProvider.Stripe,
        _ => _providers.ContainsKey(BillingProvider.Stripe) ? BillingProvider.Stripe : BillingProvider.Embedded,
    };
}
