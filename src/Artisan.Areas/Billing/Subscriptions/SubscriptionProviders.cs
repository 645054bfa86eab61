using Microsoft.Extensions.Options;

namespace Artisan.Areas.Billing.Subscriptions;

/// <summary>Which provider a workspace's money goes through: that of the plan it pays for, else the one that the settings choose.</summary>
internal sealed class SubscriptionProviders(IEnumerable<ISubscriptionProvider> providers, IOptions<BillingOptions> options)
{
    private readonly Dictionary<BillingProvider, ISubscriptionProvider> _providers = providers.ToDictionary(p => p.Kind);

    /// <summary>The one that collects for a subscription now, or did last.</summary>
    public ISubscriptionProvider Of(Subscription subscription) => _providers[subscription.Provider];

    /// <summary>The one for what is to become of a subscription.</summary>
    public ISubscriptionProvider For(Subscription subscription) => subscription.Provider is BillingProvider.Stripe ? _providers[BillingProvider.Stripe] : Chosen;

    /// <summary>Which one that is, also where it is not set up any more.</summary>
    public BillingProvider KindOf(Subscription subscription) => subscription.Provider is BillingProvider.Stripe ? BillingProvider.Stripe : Chosen.Kind;

    // Stripe's is registered only where Stripe is set up.
    private ISubscriptionProvider Chosen => options.Value.Provider switch
    {
        ProviderChoice.Embedded => _providers[BillingProvider.Embedded],
        ProviderChoice.Stripe => _providers[BillingProvider.Stripe],
        _ => _providers.GetValueOrDefault(BillingProvider.Stripe) ?? _providers[BillingProvider.Embedded],
    };
}
