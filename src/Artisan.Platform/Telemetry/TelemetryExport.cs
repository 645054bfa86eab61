using System.Reflection;
using Microsoft.Extensions.Hosting;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Artisan.Platform.Telemetry;

/// <summary>
/// Exports traces and metrics by OTLP while the app runs, and what is left when it stops. Sources are those of ASP.NET Core and HttpClient and our own
/// (<c>Artisan.*</c>); the exporter reads the usual OTEL_ settings.
/// </summary>
internal sealed class TelemetryExport : IHostedService, IDisposable
{
    private TracerProvider? _traces;
    private MeterProvider? _metrics;

    public static ResourceBuilder Resource() => ResourceBuilder.CreateDefault()
        .AddService("artisan", serviceVersion: Assembly.GetEntryAssembly()?.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion)
        .AddEnvironmentVariableDetector();

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _traces = Sdk.CreateTracerProviderBuilder().SetResourceBuilder(Resource()).AddSource("Microsoft.AspNetCore", "System.Net.Http", "Artisan.*").AddOtlpExporter().Build();
        _metrics = Sdk.CreateMeterProviderBuilder().SetResourceBuilder(Resource()).AddMeter("Microsoft.AspNetCore.*", "System.Net.Http", "System.Runtime", "Artisan.*").AddOtlpExporter().Build();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        _traces?.ForceFlush(2000);
        _metrics?.ForceFlush(2000);
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        _traces?.Dispose();
        _metrics?.Dispose();
    }
}
