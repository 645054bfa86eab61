using Artisan.Areas.Setup.Checks;
using Artisan.Areas.Setup.Contracts;
using Artisan.Areas.Setup.Operations;
using Artisan.Areas.Setup.Sources;
using Artisan.Areas.Setup.Storage;
using Artisan.Areas.Setup.Sync;
using Artisan.Areas.Workspaces.Contracts;
using Artisan.Platform.Due;
using Artisan.Platform.Functions;
using Artisan.Platform.Messaging;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Artisan.Areas.Setup;

/// <summary>What the area registers.</summary>
public static class SetupModule
{
    /// <summary>Registers the area.</summary>
    public static IServiceCollection AddSetup(this IServiceCollection services)
    {
        services.AddSingleton<SourceKinds>();
        services.AddSingleton<CredentialStore>();
        services.AddSingleton<SetupRows>();
        services.AddSingleton<SourceChecks>();
        services.AddSingleton<MeasureChecks>();
        services.AddSingleton<GetSetup>();
        services.AddSingleton<SaveStep>();
        services.AddSingleton<ValidateStep>();
        services.AddSingleton<CompleteSetup>();
        services.TryAddSingleton<ISetupState, SetupProgressReader>();
        services.AddSingleton<IInboundConnections, InboundConnections>();
        services.AddQueueHandler<DueWork, SyncSource>(SyncSource.Queue, () => DueWork.JsonType);
        services.AddDueKind(SyncSource.Queue, SyncSource.Queue).AddWaitingWork<WaitingSync>();
        services.AddSingleton<IOutboxPartitions, SetupPartitions>();
        services.AddSingleton<IExportContributor, ExportSetup>();
        services.AddSingleton<IWorkspaceClosing, EndReading>();
        services.AddActivity("setup.step.saved", "saved the set-up step {step}.");
        services.AddActivity("setup.completed", "completed the set-up of value-based pricing.");
        return services.ConfigureHttpJsonOptions(o => o.SerializerOptions.TypeInfoResolverChain.Insert(0, SetupJson.Default));
    }
}
