using Artisan.Areas.Value.Data;
using Microsoft.Extensions.DependencyInjection;

namespace Artisan.Areas.Value;

/// <summary>What the area registers.</summary>
public static class ValueModule
{
    /// <summary>Registers the area.</summary>
    public static IServiceCollection AddValue(this IServiceCollection services)
    {
        services.AddSingleton<WorkspaceTerms>();
        services.AddSingleton<DataPointStore>();
        services.AddSingleton<PushData>();
        return services.ConfigureHttpJsonOptions(o => o.SerializerOptions.TypeInfoResolverChain.Insert(0, ValueJson.Default));
    }
}
