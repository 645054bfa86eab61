using Artisan.Platform.Due;
using Artisan.Platform.Functions;
using Microsoft.Extensions.DependencyInjection;

namespace Artisan.Platform.Messaging;

internal static class MessagingModule
{
    public static void AddMessaging(this IServiceCollection services)
    {
        services.AddSingleton<Queues>();
        services.AddSingleton<Outbox>();
        services.AddSingleton<DeadMessages>();
        services.AddQueueHandler<BellMessage, AnswerBell>(Queues.Bell, () => BellMessage.JsonType);
        services.AddPoisonReplay(Queues.Bell);
        services.AddTimedJob<SweepOutboxes>(SweepOutboxes.Job);
        services.AddQueueHandler<WorkspaceSlot, SweepWorkspace>(SweepWorkspace.Queue, () => WorkspaceSlot.JsonType);
        services.AddTimedJob<ReplayPoison>(ReplayPoison.Job);
    }
}
