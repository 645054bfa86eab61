using Artisan.Platform.Due;
using Artisan.Platform.Functions;
using Artisan.Platform.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Artisan.Platform.Messaging;

internal static class MessagingModule
{
    public static void AddMessaging(this IServiceCollection services)
    {
        services.AddSingleton<Queues>();
        services.AddSingleton<OutboxAges>();
        services.AddSingleton<Outbox>();
        services.AddSingleton<DeadOutboxes>();
        services.AddSingleton<DeadMessages>();
        services.AddSingleton<OutboxSweep>();
        // Everything in the table of identities that is no workspace's: users, addresses, registrations, wrong tries.
        services.AddSingleton(new OutboxRange(TableNames.Identity, "", "ws"));
        services.AddQueueHandler<BellMessage, AnswerBell>(Queues.Bell, () => BellMessage.JsonType);
        services.AddPoisonReplay(Queues.Bell);
        services.AddTimedJob<SweepOutboxes>(SweepOutboxes.Job);
        services.AddQueueHandler<WorkspaceSlot, SweepWorkspace>(SweepWorkspace.Queue, () => WorkspaceSlot.JsonType);
        services.AddQueueHandler<PeopleSweep, SweepPeople>(SweepPeople.Queue, () => PeopleSweep.JsonType);
        services.AddTimedJob<ReplayPoison>(ReplayPoison.Job);
    }
}
