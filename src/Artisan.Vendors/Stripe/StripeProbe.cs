using Artisan.Platform.Http;

namespace Artisan.Vendors.Stripe;

/// <summary>Asks Stripe for one price; nothing is changed.</summary>
internal sealed class StripeProbe(StripeClient stripe) : IHealthProbe
{
    public string Service => "payments";

    public Task CheckAsync(CancellationToken ct) => stripe.GetAsync("v1/prices", StripeJson.Default.StripeListStripePrice, ct, new StripeForm().Number("limit", 1));
}
