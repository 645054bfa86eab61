using Artisan.Azure;
using Artisan.Azure.KeyVault;
using Azure.Core;
using Azure.Identity;
using Azure.Security.KeyVault.Secrets;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Artisan.Platform.Access;

internal static class KeyModule
{
    public static void AddKeys(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<KeyOptions>().Configure(o => o.Folder = DataFolder(configuration, "keys")).Bind(configuration.GetSection("Keys")).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<IValidateOptions<KeyOptions>, KeyOptionsCheck>();
        // The identity that opens the storage account opens the vaults, too.
        services.TryAddSingleton<TokenCredential>(_ => new DefaultAzureCredential(new DefaultAzureCredentialOptions { ManagedIdentityClientId = StorageOptions.From(configuration).ClientId }));
        if (configuration.GetValue("Keys:Mode", KeyMode.Local) is KeyMode.KeyVault) AddVault(services);
        else services.TryAddSingleton<IKeyRing>(s => new LocalKeyRing(s.GetRequiredService<IOptions<KeyOptions>>().Value.Folder));
    }

    /// <summary>A folder below <c>DataFolder</c>, where this machine keeps what it must not lose.</summary>
    public static string DataFolder(IConfiguration configuration, string name) => Path.Combine(configuration["DataFolder"] ?? ".data", name);

    /// <summary>The keys of a vault, opened by the app's identity.</summary>
    public static KeyClient Vault(IServiceProvider services, Uri vault) => new(vault, services.GetRequiredService<TokenCredential>());

    private static void AddVault(IServiceCollection services)
    {
        services.TryAddSingleton(s => new SecretClient(s.GetRequiredService<IOptions<KeyOptions>>().Value.VaultUri, s.GetRequiredService<TokenCredential>()));
        services.AddSingleton<VaultKeyRing>();
        services.TryAddSingleton<IKeyRing>(s => s.GetRequiredService<VaultKeyRing>());
        services.AddHostedService<VaultKeyRefresh>();
    }
}
