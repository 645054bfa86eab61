using Microsoft.Extensions.DependencyInjection;

namespace Artisan.Platform.Channels;

internal static class ChannelsModule
{
    public static void AddChannels(this IServiceCollection services)
    {
        services.AddOptions<ChannelsOptions>().BindConfiguration("Channels").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<ChannelHttp>();
    }
}
