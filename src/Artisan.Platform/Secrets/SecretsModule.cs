using Artisan.Platform.Access;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Artisan.Platform.Secrets;

internal static class SecretsModule
{
    public static void AddSecrets(this IServiceCollection services)
    {
        services.TryAddSingleton<IKeyWrap>(s => new LocalKeyWrap(s.GetRequiredService<IOptions<KeyOptions>>().Value.Folder));
        services.AddSingleton<DataKeys>();
        services.AddSingleton<SealedSecrets>();
    }
}
