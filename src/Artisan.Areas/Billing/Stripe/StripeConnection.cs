using Artisan.Platform.Payments;

namespace Artisan.Areas.Billing.Stripe;

/// <summary>Stripe, where the settings name an account.</summary>
internal sealed class StripeConnection(IPaymentService? payments, IPaymentEvents? events)
{
    public bool IsOn => payments is not null && events is not null;

    /// <exception cref="InvalidOperationException">Stripe is not set up; ask <see cref="IsOn"/> first.</exception>
    public IPaymentService Payments => payments ?? throw new InvalidOperationException("Stripe is not set up.");

    /// <exception cref="InvalidOperationException">Stripe is not set up; ask <see cref="IsOn"/> first.</exception>
    public IPaymentEvents Events => events ?? throw new InvalidOperationException("Stripe is not set up.");
}
