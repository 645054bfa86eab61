using Artisan.Areas.Billing.Storage;
using Artisan.Platform.Access;
using Artisan.Platform.Http;
using Artisan.Platform.Payments;

namespace Artisan.Areas.Billing.Stripe;

/// <summary>Where to come back to.</summary>
/// <param name="ReturnUrl">On Artisan's own origin; the billing page where it is left out.</param>
public sealed record OpenPortalRequest(Uri? ReturnUrl = null);

/// <summary>Stripe's customer portal, good for a few minutes.</summary>
public sealed record OpenPortalResponse(Uri Url);

/// <summary>Opens Stripe's page of the workspace's invoices and cards; what is changed there arrives as events.</summary>
internal sealed class OpenPortal(StripeConnection stripe, BillingStore store, ReturnAddresses addresses)
{
    public async Task<Outcome<OpenPortalResponse>> RunAsync(OpenPortalRequest? request, Caller caller, CancellationToken ct)
    {
        if (!stripe.IsOn) return BillingFaults.StripeOff;
        if (addresses.Of(request?.ReturnUrl, "/billing") is not { } address) return BillingFaults.ReturnAddressForeign.At("returnUrl");
        if ((await store.ReadAsync(caller.WorkspaceId, ct)).Subscription.CustomerRef is not { } customer) return BillingFaults.NoCustomer;
        try
        {
            return new OpenPortalResponse(await stripe.Payments.OpenPortalAsync(customer, address, ct));
        }
        catch (PaymentException e)
        {
            return StripeFaults.Of(e);
        }
    }
}
