using Artisan.Platform.Due;
using Artisan.Platform.Functions;
using Artisan.Platform.Messaging;
using Microsoft.Extensions.DependencyInjection;

namespace Artisan.Platform.Audit;

internal static class AuditModule
{
    public static void AddAudit(this IServiceCollection services)
    {
        services.AddSingleton<AuditChain>();
        services.AddSingleton<IOutboxSink>(s => s.GetRequiredService<AuditChain>());
        services.AddSingleton<AuditVerifier>();
        services.AddSingleton<AuditErasure>();
        services.AddTimedJob<VerifyAudits>(VerifyAudits.Job);
        services.AddQueueHandler<WorkspaceSlot, VerifyAudit>(VerifyAudit.Queue, () => WorkspaceSlot.JsonType);
    }
}
