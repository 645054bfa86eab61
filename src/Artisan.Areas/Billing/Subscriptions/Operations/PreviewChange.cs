using System.ComponentModel.DataAnnotations;
using Artisan.Areas.Billing.Invoices;
using Artisan.Areas.Billing.Plans;
using Artisan.Areas.Billing.Storage;
using Artisan.Platform.Access;
using Artisan.Platform.Http;

namespace Artisan.Areas.Billing.Subscriptions;

/// <summary>The plan that is thought of.</summary>
public sealed record PreviewChangeRequest([Required, StringLength(40)] string Plan);

/// <summary>What a change would cost.</summary>
/// <param name="Plan">The plan.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="DueNowMinor">What would be charged at once, with tax and after discounts and credit.</param>
/// <param name="At">When the change would happen.</param>
/// <param name="NextInvoiceAt">When the next regular invoice comes; null where none does.</param>
/// <param name="Lines">Credits and debits.</param>
public sealed record PreviewChangeResponse(string Plan, string Currency, long DueNowMinor, DateTimeOffset At, DateTimeOffset? NextInvoiceAt, IReadOnlyList<InvoiceLineResponse> Lines);

/// <summary>Shows what moving to a plan would cost this moment; nothing is changed.</summary>
internal sealed class PreviewChange(BillingStore store, SubscriptionProviders providers, PlanCatalog plans)
{
    public async Task<Outcome<PreviewChangeResponse>> RunAsync(PreviewChangeRequest request, Caller caller, CancellationToken ct)
    {
        if (plans.Find(request.Plan) is not { } plan) return BillingFaults.PlanUnknown.At("plan");
        var subscription = (await store.ReadAsync(caller.WorkspaceId, ct)).Subscription;
        if (plan.IsFree ? subscription.PaysNothing(plans) : plan.Id == subscription.Plan && !subscription.PaysNothing(plans)) return BillingFaults.AlreadyOnPlan;
        var provider = subscription.PaysNothing(plans) || plan.Rank > plans[subscription.Plan].Rank ? providers.For(subscription) : providers.Of(subscription);
        var outcome = await provider.PreviewAsync(caller.WorkspaceId, subscription, plan, ct);
        if (outcome.Fault is { } fault) return fault;
        var preview = outcome.Value!;
        return new PreviewChangeResponse(plan.Id, preview.Currency, preview.DueNowMinor, preview.At, preview.NextInvoiceAt, [.. preview.Lines.Select(InvoiceLineResponse.Of)]);
    }
}
