using Artisan.Areas.Billing.Subscriptions;
using Artisan.Areas.Workspaces.Contracts;
using Artisan.Platform.Payments;

namespace Artisan.Areas.Billing.Stripe;

/// <summary>The workspaces as Stripe knows them.</summary>
internal sealed class StripeCustomers(StripeConnection stripe, IWorkspaces workspaces)
{
    /// <summary>The workspace's customer, made where there is none.</summary>
    public async Task<string> EnsureAsync(string workspaceId, Subscription subscription, string? email, CancellationToken ct) =>
        subscription.CustomerRef ?? await stripe.Payments.EnsureCustomerAsync(new PaymentCustomer(workspaceId, (await workspaces.FindAsync(workspaceId, ct))?.Name ?? workspaceId, email), ct);
}
