using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using OpenTelemetry.Logs;

namespace Artisan.Platform.Telemetry;

/// <summary>Logs, traces and metrics.</summary>
public static class TelemetryModule
{
    /// <summary>
    /// Makes console logs structured and free of secrets, and exports logs, traces and metrics by OTLP where <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> says whereto.
    /// Without it nothing of OpenTelemetry is loaded.
    /// </summary>
    public static IServiceCollection AddTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<ConsoleFormatter, RedactedConsole>();
        services.Configure<ConsoleLoggerOptions>(o => o.FormatterName = RedactedConsole.FormatterName);
        if (!string.IsNullOrWhiteSpace(configuration["OTEL_EXPORTER_OTLP_ENDPOINT"])) AddExport(services);
        return services;
    }

    private static void AddExport(IServiceCollection services)
    {
        // Gives the server's spans their standard attributes; without OpenTelemetry's own instrumentation nobody else does.
        AppContext.SetSwitch("Microsoft.AspNetCore.Hosting.SuppressActivityOpenTelemetryData", false);
        services.AddHostedService<TelemetryExport>();
        services.AddLogging(logging => logging.AddOpenTelemetry(o =>
        {
            o.IncludeFormattedMessage = true;
            o.SetResourceBuilder(TelemetryExport.Resource());
            o.AddProcessor(new RedactedRecords());
            o.AddOtlpExporter();
        }));
    }
}
