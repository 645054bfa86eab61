using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using Artisan.Platform.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Artisan.Platform.Tests.Telemetry;

public sealed class ExportingTelemetryTests
{
    [Fact]
    public async Task Traces_and_logs_reach_the_collector_and_secrets_do_not()
    {
        var received = new ConcurrentDictionary<string, string>();
        await using var collector = await CollectorAsync(received);
        using (new Settings(("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Urls.Single()), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"), ("OTEL_BLRP_SCHEDULE_DELAY", "100")))
        {
            var builder = Host.CreateEmptyApplicationBuilder(null);
            builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Urls.Single(), ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf" });
            builder.Services.AddSingleton(TimeProvider.System).AddSingleton<Platform.Time.SystemClock>();
            builder.Services.AddTelemetry(builder.Configuration);
            using var host = builder.Build();
            await host.StartAsync();
            using (var source = new ActivitySource("Artisan.Tests"))
            using (source.StartActivity("a-span-of-ours"))
            {
                host.Services.GetRequiredService<ILogger<ExportingTelemetryTests>>().LogWarning(
                    new InvalidOperationException("token=hunter2"), "Mail to {Email} failed with {Reason}", "ada@example.com", "Bearer abcdefgh12345");
            }

            await host.StopAsync();
        }

        Assert.Contains("a-span-of-ours", received["/v1/traces"], StringComparison.Ordinal);
        var logs = received["/v1/logs"];
        Assert.Contains("failed with", logs, StringComparison.Ordinal);
        Assert.Contains("InvalidOperationException", logs, StringComparison.Ordinal);
        foreach (var secret in new[] { "hunter2", "ada@example.com", "abcdefgh12345" }) Assert.DoesNotContain(secret, logs, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_collector_nothing_of_it_is_registered()
    {
        var services = new ServiceCollection().AddTelemetry(new ConfigurationBuilder().Build());
        Assert.DoesNotContain(services, s => s.ServiceType == typeof(IHostedService));
        Assert.DoesNotContain(services, s => s.ServiceType == typeof(ILoggerProvider));
    }

    private static async Task<WebApplication> CollectorAsync(ConcurrentDictionary<string, string> received)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.MapPost("/v1/{kind}", async context =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            // Protocol buffers keep texts as they are, which is all that is looked for.
            received.AddOrUpdate(context.Request.Path, _ => Text(body), (_, before) => before + Text(body));
        });
        await app.StartAsync();
        return app;

        static string Text(MemoryStream body) => Encoding.UTF8.GetString(body.ToArray());
    }

    // The exporter reads its settings from the environment only.
    private sealed class Settings : IDisposable
    {
        private readonly (string Name, string Value)[] _values;

        public Settings(params (string Name, string Value)[] values)
        {
            _values = values;
            foreach (var (name, value) in values) Environment.SetEnvironmentVariable(name, value);
        }

        public void Dispose()
        {
            foreach (var (name, _) in _values) Environment.SetEnvironmentVariable(name, null);
        }
    }
}
