using Artisan.Areas.Alerts.Checking;
using Artisan.Areas.Alerts.Contracts;
using Artisan.Areas.Alerts.Notifying;
using Artisan.Areas.Alerts.Operations;
using Artisan.Areas.Alerts.Storage;
using Artisan.Areas.Value.Contracts;
using Artisan.Areas.Workspaces.Contracts;
using Artisan.Platform.Channels;
using Artisan.Platform.Due;
using Artisan.Platform.Events;
using Artisan.Platform.Functions;
using Artisan.Platform.Messaging;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Artisan.Areas.Alerts;

/// <summary>What the area registers.</summary>
public static class AlertsModule
{
    /// <summary>Registers the area.</summary>
    public static IServiceCollection AddAlerts(this IServiceCollection services)
    {
        services.AddSingleton<AlertRows>();
        services.AddSingleton<AlertBook>();
        services.AddSingleton<AlertEdit>();
        services.TryAddSingleton<IOpenAlerts, OpenAlerts>();
        services.AddSingleton<IAlertGlance, AlertGlance>();
        services.AddSingleton<IOutboxPartitions, AlertPartitions>();
        services.AddSingleton<IExportContributor, ExportAlerts>();

        services.AddSingleton<ListAlerts>();
        services.AddSingleton<AcknowledgeAlert>();
        services.AddSingleton<ResolveAlert>();
        services.AddSingleton<SnoozeAlert>();
        services.AddSingleton<GetRules>();
        services.AddSingleton<UpdateRules>();
        services.AddSingleton<BacktestRule>();
        services.AddSingleton<ChannelCheck>();
        services.AddSingleton<TestChannel>();
        services.AddSingleton<PreviewChannel>();
        services.AddSingleton<ListDeliveries>();

        services.AddSingleton<SeriesCheck>();
        services.AddSingleton<IOutboxSink, TakeRaised>();
        services.AddEventHandler<CheckCalculation>(CheckCalculation.Queue, ValueEvents.Calculated);
        services.AddPoisonReplay(CheckCalculation.Queue);
        services.AddTimedJob<CheckSourcesJob>(CheckSourcesJob.Job);
        services.AddQueueHandler<WorkspaceSlot, CheckSources>(CheckSources.Queue, () => WorkspaceSlot.JsonType);
        services.AddPoisonReplay(CheckSources.Queue);

        services.AddSingleton<IChannelSender, WebhookSender>();
        services.AddSingleton<ChannelSenders>();
        services.AddSingleton<ChannelSchedule>();
        services.AddSingleton<ChannelKeys>();
        services.AddSingleton<ChannelMail>();
        services.AddSingleton<AlertWords>();
        services.AddSingleton<IOutboxSink, PlanDeliveries>();
        services.AddQueueHandler<ChannelTry, TellChannel>(ChannelTry.Queue, () => ChannelTry.JsonType);
        services.AddPoisonReplay(ChannelTry.Queue);
        services.AddDueKind(AlertDue.Kind, AlertDue.Queue).AddWaitingWork<WaitingAlerts>();
        services.AddQueueHandler<DueWork, AlertDue>(AlertDue.Queue, () => DueWork.JsonType);

        services.AddEvents(AlertEvents.Opened, AlertEvents.Resolved);
        services.AddActivity("alert.opened", "raised an alert: {title}");
        services.AddActivity("alert.acknowledged", "acknowledged the alert {title}");
        services.AddActivity("alert.snoozed", "snoozed the alert {title}");
        services.AddActivity("alert.resolved", "resolved the alert {title}");
        services.AddActivity("alert.escalated", "told the owners of the alert {title}");
        services.AddActivity("alert.channel_tested", "tested the channel {name}.");
        services.AddActivity("alert.rules_changed", "changed the rules of alerts.");
        return services.ConfigureHttpJsonOptions(o => o.SerializerOptions.TypeInfoResolverChain.Insert(0, AlertsJson.Default));
    }
}
