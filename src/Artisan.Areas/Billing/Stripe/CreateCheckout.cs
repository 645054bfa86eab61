using System.ComponentModel.DataAnnotations;
using Artisan.Areas.Billing.Plans;
using Artisan.Areas.Billing.Storage;
using Artisan.Areas.Billing.Subscriptions;
using Artisan.Areas.Identity.Contracts;
using Artisan.Platform.Access;
using Artisan.Platform.Audit;
using Artisan.Platform.Http;
using Artisan.Platform.Payments;
using Artisan.Platform.Time;

namespace Artisan.Areas.Billing.Stripe;

/// <summary>A plan to be paid for on Stripe's page.</summary>
/// <param name="Plan">The plan's id; its price is Artisan's to know.</param>
/// <param name="SuccessUrl">Where to come back to, on Artisan's own origin; the billing page where it is left out.</param>
/// <param name="CancelUrl">Where to come back to without having paid.</param>
public sealed record CreateCheckoutRequest([Required, StringLength(40)] string Plan, Uri? SuccessUrl = null, Uri? CancelUrl = null);

/// <summary>Stripe's page.</summary>
/// <param name="Id">Stripe's id of it.</param>
/// <param name="Url">Where the browser is to go.</param>
public sealed record CreateCheckoutResponse(string Id, Uri Url);

/// <summary>Opens a page of Stripe on which a card is entered and the plan begins; what comes of it arrives as an event.</summary>
internal sealed class CreateCheckout(StripeConnection stripe, BillingStore store, StripeSync sync, StripeCustomers customers, PaymentTries tries, StripeTerms terms, PlanCatalog plans, IAccounts accounts, ReturnAddresses addresses, BusinessClock clock)
{
    public Task<Outcome<CreateCheckoutResponse>> RunAsync(CreateCheckoutRequest request, Once once, Caller caller, CancellationToken ct)
    {
        var home = store.Home(caller.WorkspaceId);
        return once.RunAsync(home, BillingJson.Default.CreateCheckoutResponse, async () =>
        {
            if (!stripe.IsOn) return BillingFaults.StripeOff;
            if (plans.Find(request.Plan) is not { IsFree: false } plan) return BillingFaults.PlanUnknown.At("plan");
            if (addresses.Of(request.SuccessUrl, "/billing?checkout=done") is not { } success) return BillingFaults.ReturnAddressForeign.At("successUrl");
            if (addresses.Of(request.CancelUrl, "/billing") is not { } cancel) return BillingFaults.ReturnAddressForeign.At("cancelUrl");
            if (await tries.TakeAsync(caller, ct) is { } tooMany) return tooMany;
            var before = await store.ReadAsync(caller.WorkspaceId, ct);
            var subscription = before.Subscription;
            // A plan that Artisan collected for by itself, before Stripe was set up, begins anew there.
            if (subscription.Provider is BillingProvider.Stripe && !subscription.PaysNothing(plans)) return BillingFaults.AlreadySubscribed;
            try
            {
                before = await terms.GiveCreditAsync(caller.WorkspaceId, before, ct);
                subscription = before.Subscription;
                var customer = await customers.EnsureAsync(caller.WorkspaceId, subscription, (await accounts.FindAsync(caller.UserId!, ct))?.Email, ct);
                var order = new CheckoutOrder(caller.WorkspaceId, customer, await customers.PriceAsync(caller.WorkspaceId, subscription, plan, ct), success, cancel, subscription.TaxRatePpm) { Discount = StripeTerms.DiscountAt(subscription, plan, clock.Now) };
                var page = await stripe.Payments.OpenCheckoutAsync(order, $"{subscription.Id}:{subscription.Seq}:checkout:{plan.Id}:{success}:{cancel}", ct);
                var answer = Outcome.Created(new CreateCheckoutResponse(page.Id, page.Url));
                await sync.BringAsync(caller.WorkspaceId, new StripeView
                {
                    Customer = customer,
                    Also = (change, after) => once.Remember(change, home, answer, BillingJson.Default.CreateCheckoutResponse).Audit(caller, "billing.checkout.opened", "subscription", after.Id),
                }, ct);
                return answer;
            }
            catch (PaymentException e)
            {
                await sync.MoveOnAsync(caller.WorkspaceId, before, e, ct);
                return StripeFaults.Of(e);
            }
        }, ct);
    }
}
