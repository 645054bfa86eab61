using System.Text.Json;
using Microsoft.AspNetCore.SignalR;

namespace Artisan.LocalHost.Realtime;

/// <summary>A message for clients: the method they listen to and its arguments.</summary>
public sealed record RealtimeMessage(string Target, IReadOnlyList<JsonElement> Arguments);

/// <summary>This machine's counterpart of Azure SignalR in serverless mode: a hub for clients and the REST calls that send and group.</summary>
internal static class RealtimeApi
{
    public const string TokenItem = "realtime-token";

    public static void AddRealtime(this IServiceCollection services, RealtimeKey key)
    {
        services.AddSignalR();
        services.AddSingleton(key);
        services.AddSingleton<RealtimeGroups>();
    }

    public static void MapRealtime(this WebApplication app, RealtimeKey key, TimeProvider clock)
    {
        app.Use((context, next) => AuthenticateAsync(context, next, key, clock));
        app.MapHub<ServerlessHub>(RealtimeKey.Path + "/client");

        var api = app.MapGroup(RealtimeKey.Path + "/api/v1/hubs/{hub}");
        api.MapPost("/", (string hub, RealtimeMessage message, IHubContext<ServerlessHub> clients) => SendAsync(clients, RealtimeGroups.Everyone(hub), message));
        api.MapPost("/users/{user}", (string hub, string user, RealtimeMessage message, IHubContext<ServerlessHub> clients) => SendAsync(clients, RealtimeGroups.User(hub, user), message));
        api.MapPost("/groups/{group}", (string hub, string group, RealtimeMessage message, IHubContext<ServerlessHub> clients) => SendAsync(clients, RealtimeGroups.Group(hub, group), message));
        api.MapPut("/groups/{group}/users/{user}", async (string hub, string group, string user, RealtimeGroups groups) =>
        {
            await groups.AddAsync(hub, group, user);
            return Results.Accepted();
        });
        api.MapDelete("/groups/{group}/users/{user}", async (string hub, string group, string user, RealtimeGroups groups) =>
        {
            await groups.RemoveAsync(hub, group, user);
            return Results.Accepted();
        });
    }

    private static async Task<IResult> SendAsync(IHubContext<ServerlessHub> clients, string group, RealtimeMessage message)
    {
        await clients.Clients.Group(group).SendCoreAsync(message.Target, [.. message.Arguments.Select(argument => (object?)argument)]);
        return Results.Accepted();
    }

    // A client's token opens the hub, only the app's own token opens the REST calls.
    private static async Task AuthenticateAsync(HttpContext context, RequestDelegate next, RealtimeKey key, TimeProvider clock)
    {
        if (!context.Request.Path.StartsWithSegments(RealtimeKey.Path, StringComparison.OrdinalIgnoreCase, out var rest))
        {
            await next(context);
            return;
        }

        var part = rest.StartsWithSegments("/client", StringComparison.OrdinalIgnoreCase) ? "/client" : "/api";
        if (key.Read(Bearer(context.Request), part, clock.GetUtcNow()) is not { } token)
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        context.Items[TokenItem] = token;
        await next(context);
    }

    private static string? Bearer(HttpRequest request) =>
        request.Headers.Authorization.ToString() is { Length: > 7 } header && header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)
            ? header[7..]
            : request.Query["access_token"].FirstOrDefault();
}
