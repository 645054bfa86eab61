namespace Artisan.Areas.Billing.Stripe;

/// <summary>Which of Stripe's events say something about a workspace's billing. All others are acknowledged and left alone.</summary>
internal static class StripeEventTypes
{
    private static readonly string[] Families =
        ["customer.subscription.", "invoice.", "invoice_payment.", "checkout.session.", "subscription_schedule.", "payment_method.", "customer.updated", "customer.deleted"];

    // They tell of what is to come, or of an object that has no id yet.
    private static readonly string[] Forecasts = ["invoice.upcoming", "customer.subscription.trial_will_end"];

    public static bool Concern(string type) => Families.Any(f => type.StartsWith(f, StringComparison.Ordinal)) && !Forecasts.Contains(type);

    /// <summary>Whether what is paid with may be another card.</summary>
    public static bool ConcernCard(string type) => type is "customer.updated" or "checkout.session.completed" || type.StartsWith("payment_method.", StringComparison.Ordinal);
}
