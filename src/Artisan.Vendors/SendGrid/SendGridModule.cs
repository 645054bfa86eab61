using Artisan.Platform.Mail;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Artisan.Vendors.SendGrid;

internal static class SendGridModule
{
    public static void AddSendGrid(this IServiceCollection services)
    {
        services.AddHttpClient(SendGridMailer.ClientName, (s, client) =>
        {
            client.BaseAddress = s.GetRequiredService<IOptions<MailOptions>>().Value.ApiUrl;
            client.Timeout = TimeSpan.FromSeconds(15);
        });
        services.AddSingleton<IMailer, SendGridMailer>();
    }
}
