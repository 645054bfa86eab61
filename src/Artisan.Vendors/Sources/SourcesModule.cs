using Artisan.Platform.Sources;
using Artisan.Vendors.HubSpot;
using Artisan.Vendors.Inbound;
using Artisan.Vendors.Salesforce;
using Artisan.Vendors.Stripe;
using Microsoft.Extensions.DependencyInjection;

namespace Artisan.Vendors.Sources;

internal static class SourcesModule
{
    private const int LongestAnswer = 8 * 1024 * 1024;

    public static void AddSources(this IServiceCollection services)
    {
        services.AddOptions<SourcesOptions>().BindConfiguration("Sources").ValidateDataAnnotations().ValidateOnStart();
        services.AddHttpClient(SourceHttp.ClientName, client =>
        {
            client.Timeout = TimeSpan.FromSeconds(20);
            client.MaxResponseContentBufferSize = LongestAnswer;
        })
            // Paths are secrets at times, as HubSpot's that revokes a token: only SourceHttp writes of calls, and no span holds them.
            .RemoveAllLoggers()
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, ConnectTimeout = TimeSpan.FromSeconds(5), ActivityHeadersPropagator = null });
        services.AddSingleton<SourceHttp>();
        services.AddSingleton<StripeSource>();
        services.AddSingleton<IDataSource>(s => s.GetRequiredService<StripeSource>());
        services.AddSingleton<HubSpotSource>();
        services.AddSingleton<IDataSource>(s => s.GetRequiredService<HubSpotSource>());
        services.AddSingleton<SalesforceSource>();
        services.AddSingleton<IDataSource>(s => s.GetRequiredService<SalesforceSource>());
        services.AddSingleton<IInboundSource, SegmentInbound>();
        services.AddSingleton<IInboundSource, HubSpotInbound>();
        services.AddSingleton<IInboundSource, SalesforceInbound>();
    }
}
