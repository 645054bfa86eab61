using Artisan.Areas.Notifications.Digests;
using Artisan.Areas.Notifications.Operations;
using Artisan.Areas.Notifications.Storage;
using Artisan.Areas.Notifications.Telling;
using Artisan.Areas.Workspaces.Contracts;
using Artisan.Platform.Due;
using Artisan.Platform.Events;
using Artisan.Platform.Functions;
using Artisan.Platform.Messaging;
using Microsoft.Extensions.DependencyInjection;

namespace Artisan.Areas.Notifications;

/// <summary>What the area registers.</summary>
public static class NotificationsModule
{
    /// <summary>Registers the area.</summary>
    public static IServiceCollection AddNotifications(this IServiceCollection services)
    {
        services.AddSingleton<InboxRows>();
        services.AddSingleton<Inbox>();
        services.AddSingleton<EditInbox>();
        services.AddSingleton<IOutboxPartitions, InboxPartitions>();
        services.AddSingleton<IExportContributor, ExportInboxes>();

        services.AddSingleton<ListNotifications>();
        services.AddSingleton<CountUnread>();
        services.AddSingleton<ReadNotification>();
        services.AddSingleton<ReadAllNotifications>();
        services.AddSingleton<DismissNotification>();
        services.AddSingleton<GetPreferences>();
        services.AddSingleton<UpdatePreferences>();
        services.AddSingleton<Negotiate>();
        services.AddSingleton<Unsubscribe>();

        services.AddSingleton<LiveInbox>();
        services.AddSingleton<TellPeople>();
        services.AddSingleton<IOutboxSink, TellNotices>();
        services.AddEventHandler<TellEvent>(TellEvent.Queue, EventNotices.Types);
        services.AddPoisonReplay(TellEvent.Queue);
        services.AddTimedJob<EnqueueDigests>(EnqueueDigests.Job);
        services.AddPoisonReplay(SendDigest.Queue);
        services.AddOwnDueKind(SendDigest.Kind).AddWaitingWork<WaitingDigests>();
        services.AddQueueHandler<DueWork, SendDigest>(SendDigest.Queue, () => DueWork.JsonType);
        return services.ConfigureHttpJsonOptions(o => o.SerializerOptions.TypeInfoResolverChain.Insert(0, NotificationsJson.Default));
    }
}
