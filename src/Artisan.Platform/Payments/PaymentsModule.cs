using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Artisan.Platform.Payments;

/// <summary>The settings of payments; an adapter is registered by whoever composes the app.</summary>
public static class PaymentsModule
{
    internal static void AddPayments(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<StripeOptions>().Bind(configuration.GetSection("Stripe")).PostConfigure(o =>
        {
            // The names that Stripe's own tools use.
            if (!o.IsOn) o.SecretKey = configuration["STRIPE_SECRET_KEY"];
            if (o.WebhookSecrets.Count == 0 && configuration["STRIPE_WEBHOOK_SECRET"] is { Length: > 0 } secret) o.WebhookSecrets.Add(secret);
        }).ValidateOnStart();
        services.AddSingleton<IValidateOptions<StripeOptions>, StripeOptionsCheck>();
    }

    /// <summary>Whether the settings ask for Stripe.</summary>
    public static bool HasStripe(this IConfiguration configuration) => !string.IsNullOrWhiteSpace(configuration["Stripe:SecretKey"]) || !string.IsNullOrWhiteSpace(configuration["STRIPE_SECRET_KEY"]);
}
