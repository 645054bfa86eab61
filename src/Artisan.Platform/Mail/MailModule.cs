using Artisan.Platform.Functions;
using Artisan.Platform.Messaging;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Artisan.Platform.Mail;

internal static class MailModule
{
    public static void AddMail(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<MailOptions>().Bind(configuration.GetSection("Mail")).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<IValidateOptions<MailOptions>, MailOptionsCheck>();
        // A vendor's mailer is registered before by whoever composes the app; without one, mails stay on this machine.
        services.TryAddSingleton<IMailer, DevOutboxMailer>();
        services.AddQueueHandler<Email, SendMail>(ChangeMail.Queue, () => MailJson.Compact.Email);
        services.AddPoisonReplay(ChangeMail.Queue);
    }
}
