using System.ComponentModel.DataAnnotations;
using Artisan.Areas.Billing.Plans;
using Artisan.Areas.Billing.Storage;
using Artisan.Platform.Access;
using Artisan.Platform.Audit;
using Artisan.Platform.Http;

namespace Artisan.Areas.Billing.Subscriptions;

/// <summary>A plan to be on from now on.</summary>
/// <param name="Plan">Its id.</param>
/// <param name="PaymentMethod">What is to be paid with; what is on file where it is left out.</param>
/// <param name="Confirmation">With the embedded provider: the secret of the payment that was to be confirmed.</param>
public sealed record CreateSubscriptionRequest([Required, StringLength(40)] string Plan, [StringLength(200)] string? PaymentMethod = null, [StringLength(200)] string? Confirmation = null);

/// <summary>Subscribes to a plan, or moves up to a larger one, at once. A payment that fails leaves everything as it was.</summary>
internal sealed class CreateSubscription(BillingStore store, SubscriptionEdits edits, SubscriptionProviders providers, PaymentTries tries, PlanCatalog plans)
{
    public Task<Outcome<SubscriptionResponse>> RunAsync(CreateSubscriptionRequest request, Once once, Caller caller, CancellationToken ct)
    {
        var home = store.Home(caller.WorkspaceId);
        Outcome<SubscriptionResponse> Answer(Subscription after) => Outcome.Created("/api/billing/subscriptions/current", SubscriptionResponse.Of(after, plans, providers));
        return once.RunAsync(home, BillingJson.Default.SubscriptionResponse, async () => await RefusesAsync(request.PaymentMethod, caller, ct) is { } tooMany ? tooMany : await edits.RunAsync<SubscriptionResponse>(caller.WorkspaceId, async before =>
        {
            if (plans.Find(request.Plan) is not { IsFree: false } plan) return BillingFaults.PlanUnknown.At("plan");
            var order = SubscriptionEdits.Order(caller.WorkspaceId, before, $"start:{plan.Id}:{request.PaymentMethod}:{request.Confirmation}:{once.RowKey}", (change, after) => once
                .Remember(change, home, Answer(after), BillingJson.Default.SubscriptionResponse)
                .Audit(caller, "billing.subscription.changed", "subscription", after.Id, BillingAudit.Of(before.Subscription), BillingAudit.Of(after)));
            var outcome = await MoveUpAsync(order with { Call = once.RowKey }, plan, request, ct);
            return outcome.Fault is { } fault ? fault : Answer(outcome.Value!);
        }, ct), ct);
    }

    /// <summary>Counts a card that comes with an order as a try.</summary>
    public async Task<Fault?> RefusesAsync(string? paymentMethod, Caller caller, CancellationToken ct) => paymentMethod is null ? null : await tries.TakeAsync(caller, ct);

    /// <summary>Begins a plan, or moves to a larger one.</summary>
    public async Task<Outcome<Subscription>> MoveUpAsync(SubscriptionOrder order, Plan plan, CreateSubscriptionRequest request, CancellationToken ct)
    {
        var provider = providers.For(order.Subscription);
        // What another provider has still to bill is billed before.
        if (order.Subscription.Draft is { } draft && draft.Provider != provider.Kind) order = order with { Before = await providers[draft.Provider].FinalizeAsync(order.WorkspaceId, order.Before, ct) };
        var subscription = order.Subscription;
        if (subscription.Dunning is not null) return BillingFaults.PaymentOverdue;
        if (subscription.PaysNothing(plans)) return await provider.SubscribeAsync(order, plan, request.PaymentMethod, request.Confirmation, ct);
        if (plan.Id == subscription.Plan) return order.Call is { } call && call == subscription.LastCall ? subscription : BillingFaults.AlreadyOnPlan;
        return plan.Rank > plans[subscription.Plan].Rank ? await provider.UpgradeAsync(order, plan, request.PaymentMethod, request.Confirmation, ct) : BillingFaults.NotAnUpgrade;
    }
}
