using Artisan.Areas.Billing.Storage;
using Artisan.Platform.Erasure;

namespace Artisan.Areas.Billing.Stripe;

/// <summary>What Stripe keeps of a workspace that is destroyed: the customer goes with its name, address and cards, and whatever still ran for it ends.</summary>
internal sealed class StripeLeftovers(StripeConnection stripe, BillingStore store) : IWorkspaceLeftovers
{
    public async Task DestroyAsync(string workspaceId, CancellationToken ct)
    {
        if (stripe.IsOn && (await store.ReadAsync(workspaceId, ct)).Subscription.CustomerRef is { } customer) await stripe.Payments.ForgetCustomerAsync(customer, ct);
    }
}
