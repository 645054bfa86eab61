using Artisan.Areas.Billing.Plans;
using Artisan.Areas.Billing.Subscriptions;
using Artisan.Areas.Workspaces.Contracts;
using Artisan.Platform.Payments;

namespace Artisan.Areas.Billing.Stripe;

/// <summary>The workspaces as Stripe knows them.</summary>
internal sealed class StripeCustomers(StripeConnection stripe, PlanCatalog plans, IWorkspaces workspaces)
{
    /// <summary>What a plan that is begun now costs: in the currency that something is counted in already, else in the workspace's.</summary>
    public async Task<PlanPrice> PriceAsync(string workspaceId, Subscription subscription, Plan plan, CancellationToken ct) => PriceIn(plan, await CurrencyAsync(workspaceId, subscription, ct));

    /// <summary>What a plan costs in a currency.</summary>
    public static PlanPrice PriceIn(Plan plan, string currency) => new(plan.Id, plan.Name, currency, plan.PriceIn(currency));

    /// <summary>The currency of what is begun now.</summary>
    public async Task<string> CurrencyAsync(string workspaceId, Subscription subscription, CancellationToken ct) =>
        subscription.KeepsCurrency ? subscription.Currency : plans.CurrencyFor((await workspaces.FindAsync(workspaceId, ct))?.Currency ?? subscription.Currency);

    /// <summary>The workspace's customer, made where there is none.</summary>
    public async Task<string> EnsureAsync(string workspaceId, Subscription subscription, string? email, CancellationToken ct) =>
        subscription.CustomerRef ?? await stripe.Payments.EnsureCustomerAsync(new PaymentCustomer(workspaceId, (await workspaces.FindAsync(workspaceId, ct))?.Name ?? workspaceId, email), ct);
}
