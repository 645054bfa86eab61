using Artisan.Areas.Billing.Invoices;
using Artisan.Areas.Billing.Plans;
using Artisan.Areas.Billing.Subscriptions;
using Artisan.Areas.Workspaces.Contracts;
using Artisan.Platform.Http;
using Artisan.Platform.Payments;
using Artisan.Platform.Storage;
using Artisan.Platform.Time;

namespace Artisan.Areas.Billing.Stripe;

/// <summary>
/// Stripe collects. A call is carried out there, and what Stripe then says is taken over the same way as from its events: whether the answer or an event comes
/// first makes no difference.
/// </summary>
internal sealed class StripeSubscriptions(
    StripeConnection stripe, SubscriptionWriter writer, StripeSync sync, PlanCatalog plans, IWorkspaces workspaces, BusinessClock clock) : ISubscriptionProvider
{
    public BillingProvider Kind => BillingProvider.Stripe;

    public Task<Outcome<Subscription>> SubscribeAsync(SubscriptionOrder order, Plan plan, string? paymentMethod, string? confirmation, CancellationToken ct) => CarryOutAsync(order, async () =>
    {
        if (paymentMethod is null && order.Subscription.PaymentMethod is null) return BillingFaults.PaymentMethodMissing;
        var customer = await CustomerAsync(order, ct);
        var price = await PriceAsync(order, plan, ct);
        return await PayingWithAsync(order, customer, paymentMethod, () => stripe.Payments.SubscribeAsync(new SubscribeOrder(order.WorkspaceId, customer, price, TaxPpm: order.Subscription.TaxRatePpm), order.Key, ct), ct);
    }, ct);

    public Task<Outcome<Subscription>> UpgradeAsync(SubscriptionOrder order, Plan plan, string? paymentMethod, string? confirmation, CancellationToken ct)
    {
        // A plan that Artisan collected for by itself, before Stripe was set up, begins anew there.
        if (order.Subscription.SubscriptionRef is not { } reference) return SubscribeAsync(order, plan, paymentMethod, confirmation, ct);
        var change = new PlanChange(reference, Price(plan, order.Subscription.Currency), AtPeriodEnd: false);
        return CarryOutAsync(order, () => PayingWithAsync(order, order.Subscription.CustomerRef!, paymentMethod, () => stripe.Payments.ChangePlanAsync(change, order.Key, ct), ct), ct);
    }

    public Task<Outcome<Subscription>> DowngradeAsync(SubscriptionOrder order, Plan plan, CancellationToken ct) => plan.IsFree
        ? CancelAsync(order, atPeriodEnd: true, ct)
        : OnStripeAsync(order, reference => stripe.Payments.ChangePlanAsync(new PlanChange(reference, Price(plan, order.Subscription.Currency), AtPeriodEnd: true), order.Key, ct), ct);

    public Task<Outcome<Subscription>> CancelAsync(SubscriptionOrder order, bool atPeriodEnd, CancellationToken ct) => order.Subscription is { Status: SubscriptionStatus.Trialing, Provider: BillingProvider.Embedded } trial
        ? CommitAsync(order, trial.TrialOver(), ct)
        : OnStripeAsync(order, reference => stripe.Payments.CancelAsync(reference, atPeriodEnd && order.Subscription.Status is not SubscriptionStatus.Incomplete, order.Key, ct), ct);

    public Task<Outcome<Subscription>> KeepAsync(SubscriptionOrder order, CancellationToken ct) => OnStripeAsync(order, reference => stripe.Payments.KeepAsync(reference, order.Key, ct), ct);

    public async Task<Outcome<ChangePreview>> PreviewAsync(string workspaceId, Subscription subscription, Plan plan, CancellationToken ct)
    {
        if (plan.IsFree) return new ChangePreview(subscription.Currency, 0, [], subscription.PeriodEnd, null);
        if (subscription.PaysNothing(plans) || subscription.SubscriptionRef is not { } reference)
        {
            var now = clock.Now;
            var first = subscription with { PeriodStart = now, PeriodEnd = now.AddMonths(1), Currency = await CurrencyAsync(workspaceId, subscription, ct) };
            var totals = InvoiceMaths.Total([Bills.PlanLine(plan, first)], [], subscription.TaxRatePpm, 0);
            return new ChangePreview(first.Currency, totals.DueMinor, totals.Lines, now, first.PeriodEnd);
        }

        try
        {
            var later = plan.Rank < plans[subscription.Plan].Rank;
            var preview = await stripe.Payments.PreviewAsync(new PlanChange(reference, Price(plan, subscription.Currency), later), ct);
            return new ChangePreview(preview.Currency, preview.DueNowMinor, [.. preview.Lines.Select(MirroredInvoice.Of)], later ? subscription.PeriodEnd : clock.Now, preview.NextAt);
        }
        catch (PaymentException e)
        {
            return StripeFaults.Of(e);
        }
    }

    public Task<Outcome<Subscription>> AttachAsync(SubscriptionOrder order, string paymentMethod, CancellationToken ct) => CarryOutAsync(order, async () =>
    {
        var customer = await CustomerAsync(order, ct);
        await stripe.Payments.AttachMethodAsync(customer, paymentMethod, order.Key, ct);
        if (order.Subscription.SubscriptionRef is { } reference && order.Subscription.Status is SubscriptionStatus.PastDue or SubscriptionStatus.Unpaid or SubscriptionStatus.Incomplete) await PayAsync(reference, order.Key, ct);
        return order.Subscription.SubscriptionRef;
    }, ct);

    // A card that cannot pay does not become the one on file.
    private async Task<Outcome<string?>> PayingWithAsync(SubscriptionOrder order, string customer, string? paymentMethod, Func<Task<SubscriptionSnapshot>> act, CancellationToken ct)
    {
        if (paymentMethod is null) return (await act()).Reference;
        var before = await stripe.Payments.FindMethodAsync(customer, ct);
        await stripe.Payments.AttachMethodAsync(customer, paymentMethod, order.Key, ct);
        try
        {
            return (await act()).Reference;
        }
        catch (PaymentException)
        {
            await stripe.Payments.UseMethodAsync(customer, before?.Reference, $"{order.Key}:back", ct);
            throw;
        }
    }

    // What the new card cannot pay stays owed, and Stripe goes on trying.
    private async Task PayAsync(string reference, string key, CancellationToken ct)
    {
        if (await stripe.Payments.FindSubscriptionAsync(reference, ct) is not { LatestInvoice: { } owed }) return;
        try
        {
            await stripe.Payments.PayAsync(owed, key, ct);
        }
        catch (PaymentException e) when (e.Failure is PaymentFailure.Declined or PaymentFailure.ActionRequired)
        {
        }
    }

    private Task<Outcome<Subscription>> OnStripeAsync(SubscriptionOrder order, Func<string, Task<SubscriptionSnapshot>> act, CancellationToken ct) =>
        CarryOutAsync(order, async () => order.Subscription.SubscriptionRef is { } reference ? (await act(reference)).Reference : (Outcome<string?>)BillingFaults.NothingToCancel, ct);

    private async Task<Outcome<Subscription>> CarryOutAsync(SubscriptionOrder order, Func<Task<Outcome<string?>>> act, CancellationToken ct)
    {
        try
        {
            var done = await act();
            if (done.Fault is { } refusal) return refusal;
            var latest = done.Value is { } reference && await stripe.Payments.FindSubscriptionAsync(reference, ct) is { LatestInvoice: { } id } ? await stripe.Payments.FindInvoiceAsync(id, ct) : null;
            return await sync.BringAsync(order.WorkspaceId, new StripeView { Subscription = done.Value, Customer = order.Subscription.CustomerRef, Invoice = latest, Card = true, Also = order.Also }, ct);
        }
        catch (PaymentException e)
        {
            await MoveOnAsync(order, ct);
            return StripeFaults.Of(e);
        }
    }

    // Stripe repeats a failure for a day to whoever comes with the same key; once the subscription's row was written again, the next call has another one.
    private async Task MoveOnAsync(SubscriptionOrder order, CancellationToken ct)
    {
        try
        {
            await (await writer.BeginAsync(order.WorkspaceId, order.Before, order.Subscription, ct)).CommitAsync(ct);
        }
        catch (WriteConflictException)
        {
            // Somebody else has done so.
        }
    }

    private async Task<Outcome<Subscription>> CommitAsync(SubscriptionOrder order, Subscription after, CancellationToken ct)
    {
        var change = await writer.BeginAsync(order.WorkspaceId, order.Before, after, ct);
        order.Also(change, after);
        await change.CommitAsync(ct);
        return after;
    }

    private async Task<string> CustomerAsync(SubscriptionOrder order, CancellationToken ct) =>
        order.Subscription.CustomerRef ?? await stripe.Payments.EnsureCustomerAsync(new PaymentCustomer(order.WorkspaceId, (await workspaces.FindAsync(order.WorkspaceId, ct))?.Name ?? order.WorkspaceId, null), ct);

    private async Task<PlanPrice> PriceAsync(SubscriptionOrder order, Plan plan, CancellationToken ct) => Price(plan, await CurrencyAsync(order.WorkspaceId, order.Subscription, ct));

    private async Task<string> CurrencyAsync(string workspaceId, Subscription subscription, CancellationToken ct) => plans.CurrencyFor((await workspaces.FindAsync(workspaceId, ct))?.Currency ?? subscription.Currency);

    private static PlanPrice Price(Plan plan, string currency) => new(plan.Id, plan.Name, currency, plan.PriceIn(currency));
}
