using System.ComponentModel.DataAnnotations;
using Artisan.Areas.Billing.Plans;
using Artisan.Platform.Access;
using Artisan.Platform.Audit;
using Artisan.Platform.Http;

namespace Artisan.Areas.Billing.Subscriptions;

/// <summary>What the provider's script in the browser made of a card; never the card.</summary>
public sealed record AttachPaymentMethodRequest([Required, StringLength(200, MinimumLength = 1), RegularExpression("^[A-Za-z0-9_]+$")] string PaymentMethod);

/// <summary>Pays with this from now on. What is owed is tried at once, and a subscription that waited for its first payment begins.</summary>
internal sealed class AttachPaymentMethod(SubscriptionEdits edits, SubscriptionProviders providers, PaymentTries tries, PlanCatalog plans)
{
    public async Task<Outcome<SubscriptionResponse>> RunAsync(AttachPaymentMethodRequest request, Caller caller, CancellationToken ct)
    {
        if (await tries.TakeAsync(caller, ct) is { } tooMany) return tooMany;
        return await edits.RunAsync<SubscriptionResponse>(caller.WorkspaceId, async before =>
        {
            var order = SubscriptionEdits.Order(caller.WorkspaceId, before, $"attach:{request.PaymentMethod}", (change, after) =>
                change.Audit(caller, "billing.payment_method.changed", "subscription", after.Id, BillingAudit.Of(before.Subscription), BillingAudit.Of(after)));
            var outcome = await providers.ToPay(before.Subscription).AttachAsync(order, request.PaymentMethod, ct);
            return outcome.Fault is { } fault ? fault : SubscriptionResponse.Of(outcome.Value!, plans, providers);
        }, ct);
    }
}
