using Artisan.Platform.Channels;
using Artisan.Platform.Mail;
using Artisan.Platform.Payments;
using Artisan.Vendors.Connections;
using Artisan.Vendors.OpenId;
using Artisan.Vendors.PagerDuty;
using Artisan.Vendors.SendGrid;
using Artisan.Vendors.Slack;
using Artisan.Vendors.Sources;
using Artisan.Vendors.Stripe;
using Artisan.Vendors.Twilio;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Artisan.Vendors;

/// <summary>The adapters of other companies' services, each registered only where the settings ask for it.</summary>
public static class VendorsModule
{
    /// <summary>Registers them; called before the platform, whose own stand-ins then stay away.</summary>
    public static IServiceCollection AddVendors(this IServiceCollection services, IConfiguration configuration)
    {
        if (configuration.GetValue("Mail:Mode", MailMode.DevOutbox) is MailMode.SendGrid) services.AddSendGrid();
        services.AddOpenId(configuration);
        if (configuration.HasStripe()) services.AddStripe();
        services.AddSources();
        services.AddConnectors();
        services.AddSingleton<IChannelSender, SlackSender>();
        services.AddSingleton<IChannelSender, PagerDutySender>();
        services.AddSingleton<IChannelSender, TwilioSender>();
        return services;
    }
}
