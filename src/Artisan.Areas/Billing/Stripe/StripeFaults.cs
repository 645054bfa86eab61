using Artisan.Platform.Http;
using Artisan.Platform.Payments;

namespace Artisan.Areas.Billing.Stripe;

/// <summary>What a caller is told where Stripe did not do it.</summary>
internal static class StripeFaults
{
    public static Fault Of(PaymentException e) => e switch
    {
        { Failure: PaymentFailure.Declined } => BillingFaults.PaymentDeclined.With("declineCode", e.DeclineCode),
        { Failure: PaymentFailure.ActionRequired } => BillingFaults.PaymentActionRequired,
        { Failure: PaymentFailure.NotFound } => BillingFaults.PaymentMethodUnknown.At("paymentMethod"),
        { Failure: PaymentFailure.Busy } => Faults.Busy,
        _ => BillingFaults.ProviderUnavailable,
    };
}
