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
    }
}
