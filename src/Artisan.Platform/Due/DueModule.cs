using Artisan.Platform.Functions;
using Artisan.Platform.Messaging;
using Microsoft.Extensions.DependencyInjection;

namespace Artisan.Platform.Due;

internal static class DueModule
{
    public static void AddDueWork(this IServiceCollection services)
    {
        services.AddSingleton<DueIndex>();
        services.AddSingleton<IOutboxSink>(s => s.GetRequiredService<DueIndex>());
        services.AddSingleton<Registry>();
        services.AddSingleton<IOutboxSink>(s => s.GetRequiredService<Registry>());
        services.AddTimedJob<EnqueueDueWork>("due-work");
        services.AddTimedJob<EnqueueReminders>("reminders");
        services.AddQueueHandler<ShardWork, EnqueueShard>(EnqueueShard.Queue, () => DueJson.Default.ShardWork);
        services.AddPoisonReplay(EnqueueShard.Queue);
    }
}
