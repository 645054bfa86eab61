using Artisan.Platform.Events;
using Microsoft.Extensions.DependencyInjection;

namespace Artisan.Areas.Dashboard;

/// <summary>What the area registers.</summary>
public static class DashboardModule
{
    /// <summary>Registers the area.</summary>
    public static IServiceCollection AddDashboard(this IServiceCollection services)
    {
        services.AddSingleton<DashboardRows>();
        services.AddSingleton<GetDashboard>();
        services.AddEventHandler<ForgetDashboard>(ForgetDashboard.Queue);
        return services.ConfigureHttpJsonOptions(o => o.SerializerOptions.TypeInfoResolverChain.Insert(0, DashboardJson.Default));
    }
}
