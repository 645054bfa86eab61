using Artisan.Areas.Billing.Invoices;
using Artisan.Areas.Billing.Plans;
using Artisan.Areas.Billing.Storage;
using Artisan.Areas.Billing.Subscriptions;
using Artisan.Platform.Audit;
using Artisan.Platform.Http;
using Artisan.Platform.Payments;
using Artisan.Platform.Time;

namespace Artisan.Areas.Billing.Stripe;

/// <summary>
/// Stripe collects. A call is carried out there, and what Stripe then says is taken over the same way as from its events: whether the answer or an event comes
/// first makes no difference.
/// </summary>
internal sealed class StripeSubscriptions(
    StripeConnection stripe, BillingStore store, Beginnings beginnings, StripeSync sync, StripeCustomers customers, StripeTerms terms, StripeBills bills, PlanCatalog plans, BusinessClock clock)
    : ISubscriptionProvider
{
    public BillingProvider Kind => BillingProvider.Stripe;

    public Task<Outcome<Subscription>> SubscribeAsync(SubscriptionOrder order, Plan plan, string? paymentMethod, string? confirmation, CancellationToken ct) => CarryOutWithCreditAsync(order, async paying =>
    {
        if (paymentMethod is null && paying.Subscription.PaymentMethod is null) return BillingFaults.PaymentMethodMissing;
        var customer = await customers.EnsureAsync(paying.WorkspaceId, paying.Subscription, email: null, ct);
        var price = await customers.PriceAsync(paying.WorkspaceId, paying.Subscription, plan, ct);
        paying = paying with { Before = await beginnings.BeginAsync(paying.WorkspaceId, paying.Before, paying.Call, ct) };
        var subscribe = new SubscribeOrder(paying.WorkspaceId, customer, price, TaxPpm: paying.Subscription.TaxRatePpm, Mark: paying.Call)
        {
            Discounts = StripeTerms.DiscountsAt(paying.Subscription, clock.Now),
            Beginning = paying.Subscription.Beginning!.Name,
        };
        return await PayingWithAsync(paying, customer, paymentMethod, () => BeginAsync(subscribe, paying.Key, ct), ct);
    }, ct);

    private async Task<SubscriptionSnapshot> BeginAsync(SubscribeOrder order, string key, CancellationToken ct)
    {
        try
        {
            return await stripe.Payments.SubscribeAsync(order, key, ct);
        }
        catch (PaymentException e) when (e is { OfBeginning: true, Transient: false })
        {
            await beginnings.EndAsync(order.WorkspaceId, order.Beginning!, ct);
            throw;
        }
    }

    public Task<Outcome<Subscription>> UpgradeAsync(SubscriptionOrder order, Plan plan, string? paymentMethod, string? confirmation, CancellationToken ct)
    {
        // A plan that Artisan collected for by itself, before Stripe was set up, begins anew there.
        if (order.Subscription is not { Provider: BillingProvider.Stripe, SubscriptionRef: { } reference }) return SubscribeAsync(order, plan, paymentMethod, confirmation, ct);
        // Asked again, the payer is sent to the same page.
        if (paymentMethod is null && order.Subscription is { Action: { } asked, PendingPlan: var pending } && pending == plan.Id && clock.Now < asked.Until) return Task.FromResult<Outcome<Subscription>>(ToConfirm(asked));
        var change = new PlanChange(reference, StripeCustomers.PriceIn(plan, order.Subscription.Currency), AtPeriodEnd: false, Mark: order.Call) { Discounts = StripeTerms.DiscountsAt(order.Subscription, clock.Now), TaxPpm = order.Subscription.TaxRatePpm };
        return ConfirmedAsync(order, plan, waits => CarryOutWithCreditAsync(waits, once => PayingWithAsync(once, once.Subscription.CustomerRef!, paymentMethod, () => stripe.Payments.ChangePlanAsync(change, once.Key, ct), ct), ct));
    }

    // A larger plan that waits for the payer is no plan yet: the answer says where it is confirmed, and so does the subscription until then.
    private static async Task<Outcome<Subscription>> ConfirmedAsync(SubscriptionOrder order, Plan plan, Func<SubscriptionOrder, Task<Outcome<Subscription>>> act)
    {
        var outcome = await act(order with
        {
            Also = (change, after) =>
            {
                if (after.Plan == plan.Id) order.Also(change, after);
                else change.AuditSystem(order.WorkspaceId, StripeInbox.Queue, "billing.subscription.followed", "subscription", after.Id, BillingAudit.Of(order.Subscription), BillingAudit.Of(after));
            },
        });
        return outcome.Value is { Action: { } action } after && after.Plan != plan.Id ? ToConfirm(action) : outcome;
    }

    private static Fault ToConfirm(PendingAction action) => BillingFaults.PaymentActionRequired.With("action", action.Secret).With("actionUrl", action.Page?.AbsoluteUri);

    public Task<Outcome<Subscription>> DowngradeAsync(SubscriptionOrder order, Plan plan, CancellationToken ct) => plan.IsFree
        ? CancelAsync(order, atPeriodEnd: true, ct)
        : OnStripeAsync(order, reference => stripe.Payments.ChangePlanAsync(new PlanChange(reference, StripeCustomers.PriceIn(plan, order.Subscription.Currency), AtPeriodEnd: true, Mark: order.Call), order.Key, ct), ct);

    public Task<Outcome<Subscription>> CancelAsync(SubscriptionOrder order, bool atPeriodEnd, CancellationToken ct) =>
        OnStripeAsync(order, reference => stripe.Payments.CancelAsync(reference, atPeriodEnd && order.Subscription.Status is not SubscriptionStatus.Incomplete, order.Key, ct, order.Call), ct);

    public Task<Outcome<Subscription>> KeepAsync(SubscriptionOrder order, CancellationToken ct) => OnStripeAsync(order, reference => stripe.Payments.KeepAsync(reference, order.Key, ct, order.Call), ct);

    public async Task<Outcome<ChangePreview>> PreviewAsync(string workspaceId, Subscription subscription, Plan plan, CancellationToken ct)
    {
        if (plan.IsFree) return new ChangePreview(subscription.Currency, 0, [], subscription.PeriodEnd, null);
        if (subscription.PaysNothing(plans) || subscription is not { Provider: BillingProvider.Stripe, SubscriptionRef: { } reference })
        {
            var now = clock.Now;
            var first = subscription with { PeriodStart = now, PeriodEnd = now.AddMonths(1), Currency = await customers.CurrencyAsync(workspaceId, subscription, ct) };
            var totals = InvoiceMaths.Total([Bills.PlanLine(plan, first)], [.. subscription.Discounts.Where(d => d.HoldsAt(now))], subscription.TaxRatePpm, subscription.CreditMinor);
            return new ChangePreview(first.Currency, totals.DueMinor, totals.Lines, now, first.PeriodEnd);
        }

        try
        {
            var later = plan.Rank < plans[subscription.Plan].Rank;
            var preview = await stripe.Payments.PreviewAsync(new PlanChange(reference, StripeCustomers.PriceIn(plan, subscription.Currency), later) { Discounts = StripeTerms.DiscountsAt(subscription, clock.Now), TaxPpm = subscription.TaxRatePpm }, ct);
            // What is not given to Stripe yet is given before the change.
            return new ChangePreview(preview.Currency, Math.Max(0, preview.DueNowMinor - (subscription.CreditMinor - subscription.CreditElsewhereMinor)), [.. preview.Lines.Select(MirroredInvoice.Of)], later ? subscription.PeriodEnd : clock.Now, preview.NextAt);
        }
        catch (PaymentException e)
        {
            return StripeFaults.Of(e);
        }
    }

    public Task<Outcome<Subscription>> AttachAsync(SubscriptionOrder order, string paymentMethod, CancellationToken ct) => CarryOutAsync(order, async () =>
    {
        var customer = await customers.EnsureAsync(order.WorkspaceId, order.Subscription, email: null, ct);
        await stripe.Payments.AttachMethodAsync(customer, paymentMethod, order.Key, ct);
        await PayOwedAsync(order, customer, ct);
        return order.Subscription.SubscriptionRef;
    }, ct);

    public async Task<StoredSubscription> FinalizeAsync(string workspaceId, StoredSubscription before, CancellationToken ct)
    {
        var issued = await bills.IssueAsync(workspaceId, before, ct);
        await sync.BringAsync(workspaceId, new StripeView { Customer = issued?.Customer, Invoice = issued, Billed = before.Subscription.Draft!.InvoiceId }, ct);
        return await store.ReadAsync(workspaceId, ct);
    }

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

    // The oldest first, among them what was billed beside subscriptions. An unpaid subscription's newest invoice is still a draft.
    private async Task PayOwedAsync(SubscriptionOrder order, string customer, CancellationToken ct)
    {
        var owed = new List<string>();
        await foreach (var open in stripe.Payments.InvoicesAsync(customer, InvoiceStatus.Open, ct)) owed.Insert(0, open.Reference);
        var subscription = order.Subscription;
        if (subscription.Status is SubscriptionStatus.Unpaid && await stripe.Payments.FindSubscriptionAsync(subscription.SubscriptionRef!, ct) is { LatestInvoice: { } latest } && !owed.Contains(latest)) owed.Add(latest);
        // What the new card cannot pay stays owed, and Stripe goes on trying.
        foreach (var invoice in owed) await sync.BringAsync(order.WorkspaceId, new StripeView { Invoice = await stripe.Payments.TryPayAsync(invoice, $"{order.Key}:{invoice}", ct) }, ct);
    }

    private Task<Outcome<Subscription>> OnStripeAsync(SubscriptionOrder order, Func<string, Task<SubscriptionSnapshot>> act, CancellationToken ct) =>
        CarryOutAsync(order, async () => order.Subscription.SubscriptionRef is { } reference ? (await act(reference)).Reference : (Outcome<string?>)BillingFaults.NothingToCancel, ct);

    // What a workspace has as a credit pays the invoice that comes of the call.
    private async Task<Outcome<Subscription>> CarryOutWithCreditAsync(SubscriptionOrder order, Func<SubscriptionOrder, Task<Outcome<string?>>> act, CancellationToken ct)
    {
        try
        {
            order = order with { Before = await terms.GiveCreditAsync(order.WorkspaceId, order.Before, ct, order.Call) };
        }
        catch (PaymentException e)
        {
            return StripeFaults.Of(e);
        }

        return await CarryOutAsync(order, () => act(order), ct);
    }

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
            await sync.MoveOnAsync(order.WorkspaceId, order.Before, e, ct);
            return StripeFaults.Of(e);
        }
    }
}
