using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Artisan.Platform.Outbound;

internal static class OutboundModule
{
    public static void AddOutbound(this IServiceCollection services, IConfiguration configuration, IHostEnvironment environment)
    {
        services.AddOptions<OutboundOptions>().Bind(configuration.GetSection("Outbound"))
            .Validate(o => !o.AllowPrivate || environment.IsDevelopment(), "Outbound:AllowPrivate is for a developer's machine; remove it, or set ASPNETCORE_ENVIRONMENT to Development.")
            .ValidateOnStart();
        services.TryAddSingleton<IHostAddresses, SystemHostAddresses>();
        services.AddSingleton<OutboundAddresses>();
        services.AddSingleton<OutboundHttp>();
    }
}
