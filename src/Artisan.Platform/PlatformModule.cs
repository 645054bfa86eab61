using Artisan.Azure;
using Artisan.Platform.Access;
using Artisan.Platform.Audit;
using Artisan.Platform.Backups;
using Artisan.Platform.Channels;
using Artisan.Platform.Due;
using Artisan.Platform.Erasure;
using Artisan.Platform.Events;
using Artisan.Platform.Functions;
using Artisan.Platform.Http;
using Artisan.Platform.Ids;
using Artisan.Platform.Mail;
using Artisan.Platform.Messaging;
using Artisan.Platform.Outbound;
using Artisan.Platform.Payments;
using Artisan.Platform.Realtime;
using Artisan.Platform.Secrets;
using Artisan.Platform.Signing;
using Artisan.Platform.Storage;
using Artisan.Platform.Telemetry;
using Artisan.Platform.Time;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Artisan.Platform;

/// <summary>What every area stands on.</summary>
public static class PlatformModule
{
    /// <summary>Registers all of it; bad settings stop the start with a sentence that names them.</summary>
    public static IServiceCollection AddPlatform(this IServiceCollection services, IConfiguration configuration, IHostEnvironment environment)
    {
        services.AddOptions<ApiOptions>().Bind(configuration.GetSection("Api")).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<RateLimitOptions>().Bind(configuration.GetSection("RateLimits")).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<Microsoft.AspNetCore.Http.IProblemDetailsService, ValidationProblems>();
        AddTime(services);
        services.AddTelemetry(configuration);
        AddStorage(services, configuration);
        services.AddMessaging();
        services.AddEventCatalog();
        AddAccess(services);
        services.AddKeys(configuration);
        services.AddReceiptSigning(configuration);
        services.AddSecrets();
        services.AddAudit();
        services.AddErasure();
        services.AddMail(configuration);
        services.AddPayments(configuration);
        services.AddOutbound(configuration, environment);
        services.AddChannels();
        services.AddRealtime(configuration);
        services.AddDueWork();
        services.AddBackups(configuration);
        services.AddTimedJob<PurgeExpired>("purge");
        return services;
    }

    private static void AddTime(IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<SystemClock>();
        services.AddSingleton<BusinessClock>();
        services.TryAddSingleton<IIds, UlidIds>();
    }

    private static void AddStorage(IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(_ => StorageClients.Create(StorageOptions.From(configuration)));
        services.AddSingleton(s => s.GetRequiredService<StorageClients>().Tables);
        services.AddSingleton(s => s.GetRequiredService<StorageClients>().Queues);
        services.AddSingleton(s => s.GetRequiredService<StorageClients>().Blobs);
        services.AddSingleton<Stores>();
        services.AddSingleton<IHealthProbe, TablesProbe>();
        services.AddSingleton<IHealthProbe, QueuesProbe>();
    }

    private static void AddAccess(IServiceCollection services)
    {
        services.AddSingleton<AccessTokens>();
        services.AddSingleton<WorkspaceClosing>();
        services.AddSingleton<CallerAccess>();
        services.AddSingleton<RateLimits>();
        services.AddSingleton<SigningIn.RoundTripCookies>();
        services.AddSingleton<CursorSigner>();
    }
}
