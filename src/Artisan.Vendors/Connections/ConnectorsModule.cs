using Artisan.Platform.Connections;
using Artisan.Platform.Time;
using Artisan.Vendors.HubSpot;
using Artisan.Vendors.LinkedIn;
using Artisan.Vendors.Pipedrive;
using Artisan.Vendors.Salesforce;
using Artisan.Vendors.Segment;
using Artisan.Vendors.SendGrid;
using Artisan.Vendors.Sources;
using Artisan.Vendors.Stripe;
using Artisan.Vendors.X;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Artisan.Vendors.Connections;

internal static class ConnectorsModule
{
    public static void AddConnectors(this IServiceCollection services)
    {
        services.AddOptions<ConnectionsOptions>().BindConfiguration("Connections").ValidateDataAnnotations().ValidateOnStart();
        foreach (var vendor in OAuthVendors.All)
        {
            services.AddSingleton<IConsentConnector>(s =>
                new OAuthConnector(vendor(s.GetRequiredService<IOptions<ConnectionsOptions>>().Value), s.GetRequiredService<SourceHttp>(), s.GetRequiredService<SystemClock>()));
        }

        services.AddSingleton<IKeyConnector, StripeConnector>();
        services.AddSingleton<IKeyConnector, SegmentConnector>();
        services.AddSingleton<IKeyConnector, SendGridConnector>();
        services.AddSingleton<IPostChannel, LinkedInPosts>();
        services.AddSingleton<IPostChannel, XPosts>();
        services.AddSingleton<ICrm, SalesforceCrm>();
        services.AddSingleton<ICrm, HubSpotCrm>();
        services.AddSingleton<ICrm, PipedriveCrm>();
    }
}
