using Artisan.Platform.Access;
using Artisan.Platform.Http;
using Artisan.Platform.Time;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Artisan.Platform.Signing;

internal static class SigningModule
{
    public static void AddReceiptSigning(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<ReceiptSigningOptions>()
            .Configure(o => o.Folder = KeyModule.DataFolder(configuration, "signing"))
            .Bind(configuration.GetSection("ReceiptSigning")).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<IValidateOptions<ReceiptSigningOptions>, ReceiptSigningOptionsCheck>();
        services.AddSingleton<IHealthProbe, SigningProbe>();
        services.TryAddSingleton<IReceiptSigner>(s => new LocalReceiptSigner(s.GetRequiredService<IOptions<ReceiptSigningOptions>>().Value.Folder, s.GetRequiredService<SystemClock>()));
    }
}
