using Artisan.Areas.Billing.Invoices;
using Artisan.Areas.Billing.Periods;
using Artisan.Areas.Billing.Plans;
using Artisan.Areas.Billing.Storage;
using Artisan.Areas.Billing.Subscriptions;
using Artisan.Areas.Workspaces.Contracts;
using Artisan.Platform.Http;
using Artisan.Platform.Payments;
using Artisan.Platform.Time;

namespace Artisan.Areas.Billing.Embedded;

/// <summary>
/// Artisan collects by itself, with simulated cards: the whole life of a subscription on one machine. A change that is to be paid is written together with its
/// invoice, or, where the payment fails, not at all.
/// </summary>
internal sealed class EmbeddedSubscriptions(
    BillingStore store, SubscriptionWriter writer, PlanCatalog plans, Bills bills, FinalInvoices invoices, FinalizeDraft drafts, IWorkspaces workspaces, BusinessClock clock) : ISubscriptionProvider
{
    public BillingProvider Kind => BillingProvider.Embedded;

    public async Task<Outcome<Subscription>> SubscribeAsync(SubscriptionOrder order, Plan plan, string? paymentMethod, string? confirmation, CancellationToken ct)
    {
        order = await WithoutDraftAsync(order, ct);
        if (Method(order.Subscription, paymentMethod, out var method) is { } fault) return fault;
        var (subscription, now) = (order.Subscription, clock.Now);
        var secret = TestCards.Secret(subscription.Id, plan.Id, method!.Ref);
        if (TestCards.Charge(method, confirmation == secret) is { Failure: PaymentFailure.ActionRequired })
        {
            var waiting = Collecting.InState(subscription, SubscriptionEvent.ActionRequired) with { PendingPlan = plan.Id, PaymentMethod = method, Action = new PendingAction(secret, now + PaymentTerms.FirstPayment) };
            return await CommitAsync(order, waiting, ct);
        }

        var settings = await workspaces.FindAsync(order.WorkspaceId, ct);
        var zone = settings?.TimeZone ?? subscription.TimeZone;
        var begun = (subscription.After(SubscriptionEvent.Started) with
        {
            Plan = plan.Id,
            PaymentMethod = method,
            PendingPlan = null,
            Action = null,
            CancelAtPeriodEnd = false,
            TrialEndsAt = null,
            Charged = null,
            Anchor = now,
            TimeZone = zone,
            Currency = CurrencyOf(subscription, settings),
        }).In(new BillingPeriods(now, TimeZoneInfo.FindSystemTimeZoneById(zone)).At(0));
        return await ChargeAsync(order, begun, plan, [Bills.PlanLine(plan, begun)], confirmed: confirmation == secret, ct);
    }

    public async Task<Outcome<Subscription>> UpgradeAsync(SubscriptionOrder order, Plan plan, string? paymentMethod, string? confirmation, CancellationToken ct)
    {
        if (Method(order.Subscription, paymentMethod, out var method) is { } fault) return fault;
        var changed = order.Subscription with { Plan = plan.Id, PaymentMethod = method, PendingPlan = null, CancelAtPeriodEnd = false };
        var confirmed = confirmation == TestCards.Secret(changed.Id, plan.Id, method!.Ref);
        return await ChargeAsync(order, changed, plan, bills.Proration(order.Subscription, plan, clock.Now), confirmed, ct);
    }

    public Task<Outcome<Subscription>> DowngradeAsync(SubscriptionOrder order, Plan plan, CancellationToken ct) =>
        CommitAsync(order, order.Subscription with { PendingPlan = plan.IsFree ? null : plan.Id, CancelAtPeriodEnd = plan.IsFree }, ct);

    public async Task<Outcome<Subscription>> CancelAsync(SubscriptionOrder order, bool atPeriodEnd, CancellationToken ct)
    {
        var subscription = order.Subscription;
        if (subscription.Status is SubscriptionStatus.Trialing) return await CommitAsync(order, subscription.TrialOver(), ct);
        if (subscription.Status is SubscriptionStatus.Incomplete) return await CommitAsync(order, subscription.Ended(), ct);
        if (atPeriodEnd) return await CommitAsync(order, subscription with { CancelAtPeriodEnd = true, PendingPlan = null }, ct);

        order = await WithoutDraftAsync(order, ct);
        var (ended, draft) = await bills.EndAsync(order.WorkspaceId, order.Subscription, clock.Now, ct);
        var change = await writer.BeginAsync(order.WorkspaceId, order.Before, ended, ct);
        InvoiceRow.Insert(change, store.Home(order.WorkspaceId), draft.Invoice);
        order.Also(change, ended);
        await change.CommitAsync(ct);
        return ended;
    }

    public Task<Outcome<Subscription>> KeepAsync(SubscriptionOrder order, CancellationToken ct) => CommitAsync(order, order.Subscription with { CancelAtPeriodEnd = false, PendingPlan = null }, ct);

    public async Task<Outcome<ChangePreview>> PreviewAsync(string workspaceId, Subscription subscription, Plan plan, CancellationToken ct)
    {
        var now = clock.Now;
        if (subscription.PaysNothing(plans))
        {
            var settings = await workspaces.FindAsync(workspaceId, ct);
            var begun = (subscription with { Currency = CurrencyOf(subscription, settings) }).In(new BillingPeriods(now, TimeZoneInfo.FindSystemTimeZoneById(settings?.TimeZone ?? subscription.TimeZone)).At(0));
            return Preview(begun, [Bills.PlanLine(plan, begun)], now, begun.PeriodEnd);
        }

        if (plan.Rank > plans[subscription.Plan].Rank) return Preview(subscription, bills.Proration(subscription, plan, now), now, subscription.PeriodEnd);
        var next = subscription.In(new BillingPeriods(subscription.Anchor, TimeZoneInfo.FindSystemTimeZoneById(subscription.TimeZone)).After(subscription.Period));
        IReadOnlyList<BillLine> lines = plan.IsFree ? [] : InvoiceMaths.Total([Bills.PlanLine(plan, next)], subscription.Discounts, subscription.TaxRatePpm, 0).Lines;
        return new ChangePreview(subscription.Currency, 0, lines, subscription.PeriodEnd, plan.IsFree ? null : subscription.PeriodEnd);
    }

    public async Task<Outcome<Subscription>> AttachAsync(SubscriptionOrder order, string paymentMethod, CancellationToken ct)
    {
        var subscription = order.Subscription;
        if (subscription is { Action: not null, PendingPlan: { } pending }) return await SubscribeAsync(order, plans[pending], paymentMethod, confirmation: null, ct);
        if (Method(subscription, paymentMethod, out var method) is { } fault) return fault;
        var paying = subscription with { PaymentMethod = method };
        var home = store.Home(order.WorkspaceId);
        if (subscription.Dunning is not { } dunning || await InvoiceRow.FindAsync(home, dunning.InvoiceId, ct) is not { Invoice.Status: InvoiceStatus.Open } owed) return await CommitAsync(order, paying, ct);
        // What this card cannot pay stays on the calendar that it is on.
        if (!TestCards.Charge(method).IsPaid) return await CommitAsync(order, paying, ct);
        var billed = new Billed(owed.Invoice, paying).Paid(clock.Now);
        var change = await writer.BeginAsync(order.WorkspaceId, order.Before, billed.Subscription, ct);
        InvoiceRow.Save(change, home, owed, billed.Invoice).Tell(order.WorkspaceId, BillingNews.Paid, billed.Invoice).Announce(order.WorkspaceId, owed.Invoice, billed.Invoice);
        order.Also(change, billed.Subscription);
        await change.CommitAsync(ct);
        return billed.Subscription;
    }

    public Task<StoredSubscription> FinalizeAsync(string workspaceId, StoredSubscription before, CancellationToken ct) => drafts.RunAsync(workspaceId, before, ct);

    private async Task<Outcome<Subscription>> ChargeAsync(SubscriptionOrder order, Subscription changed, Plan plan, IReadOnlyList<BillLine> lines, bool confirmed, CancellationToken ct)
    {
        var now = clock.Now;
        changed = changed with { LastCall = order.Call };
        var open = await invoices.FinalizeAsync(order.WorkspaceId, await bills.EmptyAsync(order.WorkspaceId, changed, now, ct), lines, changed, ct);
        var charge = open.Invoice.DueMinor == 0 ? ChargeResult.Paid : TestCards.Charge(changed.PaymentMethod, confirmed);
        if (charge.Failure is PaymentFailure.ActionRequired) return BillingFaults.PaymentActionRequired.With("action", TestCards.Secret(changed.Id, plan.Id, changed.PaymentMethod!.Ref));
        if (!charge.IsPaid) return BillingFaults.PaymentDeclined.With("declineCode", charge.Reason);

        var billed = open.Paid(now);
        var change = await writer.BeginAsync(order.WorkspaceId, order.Before, billed.Subscription, ct);
        FinalInvoices.Write(change, store.Home(order.WorkspaceId), order.WorkspaceId, new StoredInvoice(billed.Invoice), billed).Tell(order.WorkspaceId, BillingNews.Subscribed, billed.Invoice, plan.Name);
        order.Also(change, billed.Subscription);
        await change.CommitAsync(ct);
        return billed.Subscription;
    }

    private async Task<Outcome<Subscription>> CommitAsync(SubscriptionOrder order, Subscription after, CancellationToken ct)
    {
        after = after with { LastCall = order.Call };
        var change = await writer.BeginAsync(order.WorkspaceId, order.Before, after, ct);
        order.Also(change, after);
        await change.CommitAsync(ct);
        return after;
    }

    // A new first period begins: what is still to be billed of the last one is billed before.
    private async Task<SubscriptionOrder> WithoutDraftAsync(SubscriptionOrder order, CancellationToken ct) =>
        order.Subscription.Draft is { Provider: BillingProvider.Embedded } ? order with { Before = await drafts.RunAsync(order.WorkspaceId, order.Before, ct) } : order;

    private Fault? Method(Subscription subscription, string? paymentMethod, out PaymentMethodOnFile? method)
    {
        method = subscription.PaymentMethod;
        if (paymentMethod is null) return method is null ? BillingFaults.PaymentMethodMissing : null;
        if (TestCards.Find(paymentMethod) is not { } card) return BillingFaults.PaymentMethodUnknown.At("paymentMethod");
        if (card.AttachRefusal is { } refusal) return BillingFaults.PaymentDeclined.With("declineCode", refusal);
        method = TestCards.OnFile(paymentMethod, card, clock.Now);
        return null;
    }

    private string CurrencyOf(Subscription subscription, WorkspaceSettings? settings) =>
        subscription.KeepsCurrency ? subscription.Currency : plans.CurrencyFor(settings?.Currency ?? subscription.Currency);

    private static ChangePreview Preview(Subscription subscription, IReadOnlyList<BillLine> lines, DateTimeOffset at, DateTimeOffset next)
    {
        var totals = InvoiceMaths.Total(lines, [.. subscription.Discounts.Where(d => d.HoldsAt(at))], subscription.TaxRatePpm, subscription.CreditBalanceMinor);
        return new ChangePreview(subscription.Currency, totals.DueMinor, totals.Lines, at, next);
    }
}
