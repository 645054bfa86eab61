using System.Globalization;
using Artisan.Areas.Billing.Invoices;
using Artisan.Areas.Billing.Plans;
using Artisan.Areas.Billing.Storage;
using Artisan.Areas.Billing.Subscriptions;
using Artisan.Platform.Payments;
using Artisan.Platform.Storage;

namespace Artisan.Areas.Billing.Stripe;

/// <summary>
/// What was agreed with a workspace, on its way to Stripe before an invoice is made there: discounts as coupons, and a credit as the customer's balance. A credit leaves the subscription's row in
/// one transaction with its name, and is given under that name, so it is never given twice and never lost, whoever dies in between.
/// </summary>
internal sealed class StripeTerms(StripeConnection stripe, StripeCustomers customers, BillingStore store, SubscriptionWriter writer)
{
    /// <summary>What is taken off an invoice that becomes final at an instant.</summary>
    public static IReadOnlyList<PaymentDiscount> DiscountsAt(Subscription subscription, DateTimeOffset at) =>
        [.. subscription.Discounts.Where(d => d.HoldsAt(at)).Select(d => new PaymentDiscount(d.Description, d.Ppm, d.AmountMinor))];

    /// <summary>The same for the first invoice of a page to pay on, which takes one discount: several are what they come to.</summary>
    public static PaymentDiscount? DiscountAt(Subscription subscription, Plan plan, DateTimeOffset at) => DiscountsAt(subscription, at) switch
    {
        [] => null,
        [var one] => one,
        var all => new PaymentDiscount(
            string.Join(", ", all.Select(d => d.Description)), 0,
            InvoiceMaths.Total([Bills.PlanLine(plan, subscription)], [.. subscription.Discounts.Where(d => d.HoldsAt(at))], 0, 0).DiscountMinor),
    };

    /// <summary>Gives the credit that the workspace has here to its customer; answers the subscription as it then is.</summary>
    /// <exception cref="WriteConflictException">Something was changed this moment; read again.</exception>
    public async Task<StoredSubscription> GiveCreditAsync(string workspaceId, StoredSubscription before, CancellationToken ct, string? call = null)
    {
        if (before.Subscription is { CreditToGive: null, CreditBalanceMinor: <= 0 }) return before;
        var customer = await customers.EnsureAsync(workspaceId, before.Subscription, email: null, ct);
        if (before.Subscription.CreditToGive is null) before = await SaveAsync(workspaceId, before, Taken(before.Subscription, customer), call, ct);
        var (subscription, given) = (before.Subscription, before.Subscription.CreditToGive!);
        try
        {
            await stripe.Payments.GiveCreditAsync(new PaymentCredit(customer, given.Name, subscription.Currency, given.AmountMinor), string.Create(CultureInfo.InvariantCulture, $"{given.Name}:{given.Refusals}"), ct);
        }
        catch (PaymentException e) when (!e.Transient)
        {
            // Stripe repeats a refusal for a day, so the next try has another key. What may still be carried out keeps its own: under two it could be given twice.
            await SaveAsync(workspaceId, before, subscription with { CreditToGive = given with { Refusals = given.Refusals + 1 } }, call, ct);
            throw;
        }

        return await SaveAsync(workspaceId, before, subscription with { CreditToGive = null, CreditElsewhereMinor = await stripe.Payments.FindCreditAsync(customer, ct) }, call, ct);
    }

    private static Subscription Taken(Subscription subscription, string customer) => subscription with
    {
        CustomerRef = customer,
        CreditBalanceMinor = 0,
        CreditToGive = new CreditOnItsWay(subscription.CreditName(), subscription.CreditBalanceMinor),
    };

    private async Task<StoredSubscription> SaveAsync(string workspaceId, StoredSubscription before, Subscription after, string? call, CancellationToken ct)
    {
        after = after with { Prepared = new CallOnItsWay(call, before.Subscription.Seq + 1) };
        await (await writer.BeginAsync(workspaceId, before, after, ct)).CommitAsync(ct);
        return await store.ReadAsync(workspaceId, ct);
    }
}
