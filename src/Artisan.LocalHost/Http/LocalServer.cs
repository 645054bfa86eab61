using Artisan.LocalHost.Clock;
using Artisan.LocalHost.Functions;
using Artisan.LocalHost.Handler;
using Artisan.LocalHost.Outbox;
using Artisan.LocalHost.Realtime;
using Artisan.LocalHost.Storage;

namespace Artisan.LocalHost.Http;

/// <summary>The HTTP side: this host's own pages under /dev, then the functions' routes, then the SPA, else 404.</summary>
internal sealed class LocalServer(
    FunctionManifest manifest, HostJson json, HandlerSupervisor handler, Listeners listeners, BusinessClock clock, ClockDoor door,
    RealtimeKey realtime, StorageConnection storage, string? webRoot, ILoggerFactory logs)
{
    // The limit of the Functions host; the handler has a lower one of its own.
    private const long LargestBody = 104_857_600;

    /// <summary>Listens on loopback from now on.</summary>
    public async Task<IAsyncDisposable> StartAsync(int port, CancellationToken stopping, CancellationToken ct)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LargestBody;
            kestrel.ListenLocalhost(port);
        });
        builder.Services.AddSingleton(logs);
        builder.Services.AddRouting();
        builder.Services.AddRealtime(realtime);

        var app = builder.Build();
        var advance = new AdvanceClock(clock, door, handler, listeners.Timers, listeners.Queues, new DueIndex(storage.TableService()), logs.CreateLogger("Clock"));
        app.UseWebSockets();
        app.UseRouting();
        app.Use(OnlyThisMachine);
        app.MapClock(clock, advance, stopping);
        app.MapOutbox(new SentMails(storage.TableService()));
        app.MapRealtime(realtime, clock.SystemClock);
        var forward = new ForwardToHandler(handler, json, clock.SystemClock, logs);
        var routes = new FunctionRoutes(manifest.Http);
        var spa = new SpaFiles(webRoot);
        app.Use(next => context => context.GetEndpoint() is null ? ServeAsync(context, routes, forward, spa) : next(context));
        app.UseEndpoints(_ => { });
        await app.StartAsync(ct);
        return app;
    }

    private static async Task ServeAsync(HttpContext context, FunctionRoutes routes, ForwardToHandler forward, SpaFiles spa)
    {
        if (routes.Find(context.Request.Method, context.Request.Path) is { } function) await forward.RunAsync(context, function);
        else if (!await spa.TryServeAsync(context)) context.Response.StatusCode = StatusCodes.Status404NotFound;
    }

    // A page of another site whose name was pointed at this machine must not read mails or move the clock.
    private static Task OnlyThisMachine(HttpContext context, RequestDelegate next)
    {
        var foreign = context.Request.Path.StartsWithSegments("/dev", StringComparison.OrdinalIgnoreCase)
            && context.Request.Host.Host is not ("localhost" or "127.0.0.1" or "[::1]");
        if (!foreign) return next(context);
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }
}
