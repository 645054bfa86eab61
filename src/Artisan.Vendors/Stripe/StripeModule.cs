using Artisan.Platform.Http;
using Artisan.Platform.Payments;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Artisan.Vendors.Stripe;

internal static class StripeModule
{
    public static void AddStripe(this IServiceCollection services)
    {
        services.AddHttpClient(StripeClient.ClientName, (s, client) =>
        {
            client.BaseAddress = s.GetRequiredService<IOptions<StripeOptions>>().Value.ApiBase;
            client.Timeout = TimeSpan.FromSeconds(20);
        }).ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, ConnectTimeout = TimeSpan.FromSeconds(5) });
        services.TryAddSingleton(StripePatience.Default);
        services.AddSingleton<StripeClient>();
        services.AddSingleton<StripeCatalogue>();
        services.AddSingleton<IPaymentService, StripePayments>();
        services.AddSingleton<IPaymentEvents, StripeEvents>();
        services.AddSingleton<IHealthProbe, StripeProbe>();
    }
}
