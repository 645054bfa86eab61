using System.Security.Cryptography;
using System.Text;
using Artisan.Areas.Billing.Subscriptions;
using Artisan.Platform.Payments;

namespace Artisan.Areas.Billing.Stripe;

/// <summary>Stripe's payment methods as a workspace keeps them: the fingerprint, which tells the same card everywhere, only as a hash.</summary>
internal static class PaymentMethods
{
    public static PaymentMethodOnFile? OnFile(PaymentMethod? method) => method is null ? null : new(
        method.Reference, method.Brand, method.Last4, method.ExpiryMonth, method.ExpiryYear,
        method.Fingerprint is { } print ? Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"stripe\n{print}"))) : null);
}
