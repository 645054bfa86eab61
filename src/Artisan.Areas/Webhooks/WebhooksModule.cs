using Artisan.Areas.Webhooks.Deliveries;
using Artisan.Areas.Webhooks.Endpoints;
using Artisan.Areas.Webhooks.EventTypes;
using Artisan.Areas.Webhooks.Inbound;
using Artisan.Areas.Webhooks.Sending;
using Artisan.Areas.Workspaces.Contracts;
using Artisan.Platform.Events;
using Artisan.Platform.Functions;
using Artisan.Platform.Messaging;
using Artisan.Platform.Sources;
using Microsoft.Extensions.DependencyInjection;

namespace Artisan.Areas.Webhooks;

/// <summary>What the area registers.</summary>
public static class WebhooksModule
{
    /// <summary>Registers the area.</summary>
    public static IServiceCollection AddWebhooks(this IServiceCollection services)
    {
        services.AddOptions<WebhooksOptions>().BindConfiguration("Webhooks").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<EndpointStore>();
        services.AddSingleton<EndpointCheck>();
        services.AddSingleton<ListEndpoints>();
        services.AddSingleton<GetEndpoint>();
        services.AddSingleton<CreateEndpoint>();
        services.AddSingleton<UpdateEndpoint>();
        services.AddSingleton<DeleteEndpoint>();
        services.AddSingleton<RotateSecret>();
        services.AddSingleton<ListEventTypes>();

        services.AddSingleton<DeliveryStore>();
        services.AddSingleton<HealthStore>();
        services.AddSingleton<SendDelivery>();
        services.AddSingleton<WebhookSender>();
        services.AddSingleton<SendingSlots>();
        services.AddSingleton<RetrySchedule>();
        services.AddSingleton<GiveUpEndpoint>();
        services.AddSingleton<DrainEndpoint>();
        services.AddSingleton<Redelivery>();
        services.AddSingleton<TestEndpoint>();
        services.AddSingleton<ListDeliveries>();
        services.AddSingleton<ReplayDelivery>();
        services.AddSingleton<ReplayDeliveries>();
        services.AddEventHandler<FanOutEvent>(FanOutEvent.Queue);
        services.AddQueueHandler<DeliveryAttempt, AttemptDelivery>(DeliveryAttempt.Queue, () => DeliveryAttempt.JsonType);
        services.AddQueueHandler<ReplayPage, ReplayFailed>(ReplayPage.Queue, () => ReplayPage.JsonType);
        services.AddPoisonReplay(FanOutEvent.Queue);
        services.AddPoisonReplay(DeliveryAttempt.Queue);
        services.AddPoisonReplay(ReplayPage.Queue);

        services.AddSingleton<IInboundSource, CustomInbound>();
        services.AddSingleton<InboundInbox>();
        services.AddSingleton<ReceiveInbound>();
        services.AddQueueHandler<InboundTaken, HandleInbound>(InboundTaken.Queue, () => InboundTaken.JsonType);
        services.AddPoisonReplay(InboundTaken.Queue);

        services.AddSingleton<IOutboxPartitions, WebhookPartitions>();
        services.AddSingleton<IExportContributor, ExportWebhooks>();
        services.AddActivity("webhooks.endpoint_created", "added a webhook endpoint at {host}.");
        services.AddActivity("webhooks.endpoint_changed", "changed the webhook endpoint at {host}.");
        services.AddActivity("webhooks.endpoint_deleted", "deleted a webhook endpoint.");
        services.AddActivity("webhooks.endpoint_given_up", "switched off the webhook endpoint at {host}, which takes no events.");
        return services.ConfigureHttpJsonOptions(o => o.SerializerOptions.TypeInfoResolverChain.Insert(0, WebhooksJson.Default));
    }
}
