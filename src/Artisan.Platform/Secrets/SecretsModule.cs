using Artisan.Platform.Access;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Artisan.Platform.Secrets;

internal static class SecretsModule
{
    public static void AddSecrets(this IServiceCollection services)
    {
        services.TryAddSingleton<IKeyWrap>(s => s.GetRequiredService<IOptions<KeyOptions>>().Value switch
        {
            { Mode: KeyMode.KeyVault } options => new VaultKeyWrap(KeyModule.Vault(s, options.VaultUri!), options.WrapKeyName),
            var options => new LocalKeyWrap(options.Folder),
        });
        services.AddSingleton<DataKeys>();
        services.AddSingleton<SealedSecrets>();
    }
}
