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
        services.TryAddSingleton<IKeyRing>(s => new LocalKeyRing(s.GetRequiredService<IOptions<KeyOptions>>().Value.Folder));
    }

    /// <summary>A folder below <c>DataFolder</c>, where this machine keeps what it must not lose.</summary>
    public static string DataFolder(IConfiguration configuration, string name) => Path.Combine(configuration["DataFolder"] ?? ".data", name);
}
