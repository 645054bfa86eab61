using Artisan.Areas.Audit.Operations;
using Artisan.Areas.Audit.Sealing;
using Artisan.Platform.Due;
using Artisan.Platform.Functions;
using Artisan.Platform.Messaging;
using Microsoft.Extensions.DependencyInjection;

namespace Artisan.Areas.Audit;

/// <summary>What the area registers.</summary>
public static class AuditModule
{
    /// <summary>Registers the area.</summary>
    public static IServiceCollection AddAuditTrail(this IServiceCollection services)
    {
        services.AddSingleton<ReadAudit>();
        services.AddTimedJob<SealAudits>(SealAudits.Job);
        services.AddQueueHandler<WorkspaceSlot, SealAudit>(SealAudit.Queue, () => WorkspaceSlot.JsonType);
        services.AddPoisonReplay(SealAudit.Queue);
        return services.ConfigureHttpJsonOptions(o => o.SerializerOptions.TypeInfoResolverChain.Insert(0, AuditJson.Default));
    }
}
