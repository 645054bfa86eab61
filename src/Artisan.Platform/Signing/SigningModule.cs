using Artisan.Platform.Access;
using Artisan.Platform.Http;
using Artisan.Platform.Storage;
using Artisan.Platform.Time;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
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
        services.TryAddSingleton<IReceiptSigner>(s => s.GetRequiredService<IOptions<ReceiptSigningOptions>>().Value switch
        {
            { Mode: KeyMode.KeyVault } options => new VaultReceiptSigner(
                KeyModule.Vault(s, options.VaultUri!), options.KeyName, s.GetRequiredService<Stores>(), s.GetRequiredService<SystemClock>(), s.GetRequiredService<ILogger<VaultReceiptSigner>>()),
            var options => new LocalReceiptSigner(options.Folder, s.GetRequiredService<SystemClock>()),
        });
    }
}
