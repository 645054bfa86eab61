using Artisan.Areas.Integrations.Catalogue;
using Artisan.Areas.Integrations.Connecting;
using Artisan.Areas.Integrations.Contracts;
using Artisan.Areas.Integrations.Granting;
using Artisan.Areas.Integrations.Operations;
using Artisan.Areas.Integrations.Storage;
using Artisan.Areas.Integrations.Syncing;
using Artisan.Areas.Workspaces.Contracts;
using Artisan.Platform.Due;
using Artisan.Platform.Functions;
using Artisan.Platform.Messaging;
using Microsoft.Extensions.DependencyInjection;

namespace Artisan.Areas.Integrations;

/// <summary>What the area registers.</summary>
public static class IntegrationsModule
{
    /// <summary>Registers the area.</summary>
    public static IServiceCollection AddIntegrations(this IServiceCollection services)
    {
        services.AddSingleton<IntegrationCatalogue>();
        services.AddSingleton<ConnectionStore>();
        services.AddSingleton<RecordStore>();
        services.AddSingleton<GrantKeeper>();
        services.AddSingleton<ListIntegrations>();
        services.AddSingleton<StartConnection>();
        services.AddSingleton<FinishConnection>();
        services.AddSingleton<KeepConnection>();
        services.AddSingleton<SaveIntegration>();
        services.AddSingleton<TestIntegration>();
        services.AddSingleton<Disconnect>();
        services.AddSingleton<PostToLinkedIn>();
        services.AddSingleton<ICrmRecords, CrmRecords>();

        services.AddQueueHandler<DueWork, KeepUp>(KeepUp.Queue, () => DueWork.JsonType);
        services.AddDueKind(KeepUp.Queue, KeepUp.Queue).AddWaitingWork<WaitingUpkeep>();
        services.AddQueueHandler<CrmPush, PushRecord>(PushRecord.Queue, () => CrmPush.JsonType);
        services.AddPoisonReplay(PushRecord.Queue);
        services.AddQueueHandler<EndedConnection, ForgetRecords>(ForgetRecords.Queue, () => EndedConnection.JsonType);
        services.AddPoisonReplay(ForgetRecords.Queue);

        services.AddSingleton<IOutboxPartitions, IntegrationPartitions>();
        services.AddSingleton<IExportContributor, ExportIntegrations>();
        services.AddSingleton<IWorkspaceClosing, EndConnections>();
        services.AddActivity("integrations.connected", "connected {service}.");
        services.AddActivity("integrations.disconnected", "disconnected an integration.");
        services.AddActivity("integrations.posted", "posted on {service}.");
        services.AddActivity("integrations.consent_ended", "found that an integration has to be connected again.");
        return services.ConfigureHttpJsonOptions(o => o.SerializerOptions.TypeInfoResolverChain.Insert(0, IntegrationsJson.Default));
    }
}
