using System.Net;
using Artisan.Areas;
using Artisan.Host.Functions;
using Artisan.Platform;
using Artisan.Platform.Http;
using Artisan.Vendors;
using Microsoft.Extensions.Configuration.Memory;

namespace Artisan.Host;

/// <summary>The composition root: an ordinary ASP.NET Core app behind a Functions host.</summary>
public static class HostApp
{
    private static readonly TimeSpan AnswerTheKnockFirst = TimeSpan.FromMilliseconds(50);
    private static readonly KeyValuePair<string, string?>[] Quiet = [new("Logging:LogLevel:Microsoft.AspNetCore", "Warning"), new("Logging:LogLevel:System.Net.Http.HttpClient", "Warning")];
    private const string Port = "FUNCTIONS_CUSTOMHANDLER_PORT";

    /// <summary>Builds the app; <paramref name="configure"/> lets tests put their own settings and doubles in.</summary>
    /// <exception cref="InvalidOperationException">An endpoint has no access rule, or a function no work behind it.</exception>
    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        // A deployed handler is replaced, never edited: nothing watches its files.
        var builder = WebApplication.CreateSlimBuilder([.. args, "--hostBuilder:reloadConfigOnChange=false"]);
        // The handler inherits the host's whole environment, ASPNETCORE_URLS included: only the port it was given counts.
        var port = builder.Configuration.GetValue(Port, 0);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Listen(IPAddress.Loopback, port);
        });
        // Looking at the constructor of every service takes longer than starting; the tests do it at each of their starts.
        builder.Host.UseDefaultServiceProvider(services => (services.ValidateScopes, services.ValidateOnBuild) = (false, false));
        configure?.Invoke(builder);
        // What the framework says of every request would cost more to keep than the request; any setting goes before this.
        ((IConfigurationBuilder)builder.Configuration).Sources.Insert(0, new MemoryConfigurationSource { InitialData = Quiet });

        builder.Services.AddVendors(builder.Configuration);
        builder.Services.AddPlatform(builder.Configuration, builder.Environment);
        builder.Services.AddAreas();
        builder.Services.Configure<RouteHandlerOptions>(o => o.ThrowOnBadRequest = true);
        builder.Services.ConfigureHttpJsonOptions(o => RequestPipeline.ConfigureJson(o.SerializerOptions));

        var app = builder.Build();
        app.UseMiddleware<ClientAddress>();
        app.UseMiddleware<FunctionDoors>();
        if (app.Environment.IsDevelopment()) app.UseMiddleware<DevClockDoor>();
        app.UseRequestPipeline();
        app.MapAreas();
        app.Lifetime.ApplicationStarted.Register(() => _ = StopWhereOpenAsync(app));
        return app;
    }

    // Building every endpoint takes longer than starting; it happens right after the start, when the host has had its answer to the knock that it repeats every
    // 25 ms, and the first request would have to wait for it anyway. Until then an endpoint without a rule is refused by the access check.
    private static async Task StopWhereOpenAsync(WebApplication app)
    {
        await Task.Delay(AnswerTheKnockFirst);
        try
        {
            RequestPipeline.RequireAccessRules(app.Services.GetRequiredService<EndpointDataSource>().Endpoints);
        }
        catch (InvalidOperationException e)
        {
            app.Logger.LogCritical(e, "Artisan stops: {Reason}", e.Message);
            Environment.ExitCode = 70;
            app.Lifetime.StopApplication();
        }
    }
}
