using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;
using System.Text;
using Artisan.Areas.Billing.Plans;
using Artisan.Platform.Access;
using Artisan.Platform.Audit;
using Artisan.Platform.Http;

namespace Artisan.Areas.Billing.Subscriptions;

/// <summary>What is to become of a subscription: another plan, or whether it ends with its period.</summary>
/// <param name="Plan">The plan: a larger one begins at once, a smaller one with the next period; the present one takes back what was to follow it.</param>
/// <param name="CancelAtPeriodEnd">True goes to Free when the period ends, false takes that back.</param>
/// <param name="PaymentMethod">What is to be paid with; what is on file where it is left out.</param>
/// <param name="Confirmation">With the embedded provider: the secret of the payment that was to be confirmed.</param>
public sealed record UpdateSubscriptionRequest(
    [StringLength(40)] string? Plan = null, bool? CancelAtPeriodEnd = null, [StringLength(200)] string? PaymentMethod = null, [StringLength(200)] string? Confirmation = null);

/// <summary>Changes a subscription, if it is still the one that the caller read; whoever asks again because the answer was lost gets it. A smaller plan is refused where more exists than it has room for.</summary>
internal sealed class UpdateSubscription(SubscriptionEdits edits, SubscriptionProviders providers, CreateSubscription create, GaugeLimits gauges, PlanCatalog plans)
{
    public async Task<Outcome<SubscriptionResponse>> RunAsync(string id, UpdateSubscriptionRequest request, IfMatch match, Caller caller, CancellationToken ct) =>
        await create.RefusesAsync(request.PaymentMethod, caller, ct) is { } tooMany ? tooMany : await edits.RunAsync<SubscriptionResponse>(caller.WorkspaceId, async before =>
        {
            if (before.Subscription.Id != id) return Faults.NotFound;
            var what = $"change:{request.Plan}:{request.CancelAtPeriodEnd}:{request.PaymentMethod}:{request.Confirmation}";
            var call = CallOf(caller, match, what);
            if (match.Refuses(before.Row) is { } refusal && (call is null || !before.Subscription.IsPreparedFor(call)))
            {
                // Carried out, and the answer was lost.
                return call is not null && call == before.Subscription.LastCall ? SubscriptionResponse.Of(before.Subscription, plans, providers) : refusal;
            }

            var order = SubscriptionEdits.Order(caller.WorkspaceId, before, what, (change, after) =>
                change.Audit(caller, "billing.subscription.changed", "subscription", after.Id, BillingAudit.Of(before.Subscription), BillingAudit.Of(after)));
            var outcome = await ChangeAsync(order with { Call = call }, request, ct);
            return outcome.Fault is { } fault ? fault : SubscriptionResponse.Of(outcome.Value!, plans, providers);
        }, ct);

    // The same for whoever asks the same of the same version; of any version it could be another call.
    private static string? CallOf(Caller caller, IfMatch match, string what) =>
        match.Version is { } version ? $"put|{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{caller.Actor}\n{version}\n{what}")))}" : null;

    private async Task<Outcome<Subscription>> ChangeAsync(SubscriptionOrder order, UpdateSubscriptionRequest request, CancellationToken ct)
    {
        var (subscription, provider) = (order.Subscription, providers.Of(order.Subscription));
        switch (request)
        {
            case { Plan: not null, CancelAtPeriodEnd: not null } or { Plan: null, CancelAtPeriodEnd: null }:
                return Faults.Invalid.At("plan", "Either a plan or cancelAtPeriodEnd.");
            case { CancelAtPeriodEnd: true }:
                return subscription.PaysNothing(plans) ? BillingFaults.NothingToCancel : await provider.CancelAsync(order, atPeriodEnd: true, ct);
            case { CancelAtPeriodEnd: false }:
                return subscription.CancelAtPeriodEnd ? await provider.KeepAsync(order, ct) : subscription;
        }

        if (plans.Find(request.Plan!) is not { } plan) return BillingFaults.PlanUnknown.At("plan");
        if (plan.Id == subscription.Plan && subscription.Action is null && (subscription.CancelAtPeriodEnd || subscription.PendingPlan is not null)) return await provider.KeepAsync(order, ct);
        if (plan.IsFree ? subscription.PaysNothing(plans) : plan.Id == subscription.Plan && !subscription.PaysNothing(plans)) return BillingFaults.AlreadyOnPlan;
        if (subscription.PaysNothing(plans) || plan.Rank > plans[subscription.Plan].Rank)
        {
            return await create.MoveUpAsync(order, plan, new CreateSubscriptionRequest(plan.Id, request.PaymentMethod, request.Confirmation), ct);
        }

        return await gauges.RefuseAsync(order.WorkspaceId, subscription, plan, ct) is { } full ? full : await provider.DowngradeAsync(order, plan, ct);
    }
}
