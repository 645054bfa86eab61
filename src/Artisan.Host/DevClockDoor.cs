using System.Text.Json;
using Artisan.Host.Functions;
using Artisan.Platform.Time;

namespace Artisan.Host;

/// <summary>
/// Development only: <c>POST /dev/clock</c> from the local host on this machine moves the business clock. Body <c>{"now": instant or null, "running": bool}</c>.
/// </summary>
public sealed class DevClockDoor(RequestDelegate next, BusinessClock clock)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (!HttpMethods.IsPost(context.Request.Method) || context.Request.Path != "/dev/clock" || !FunctionDoors.IsHost(context))
        {
            await next(context);
            return;
        }

        using var body = await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
        var now = body.RootElement.GetProperty("now");
        clock.Set(now.ValueKind is JsonValueKind.Null ? null : now.GetDateTimeOffset(), body.RootElement.GetProperty("running").GetBoolean());
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync("{}", context.RequestAborted);
    }
}
