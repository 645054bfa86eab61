using System.Diagnostics;
using System.Net;
using System.Text.Json;
using Artisan.Platform.Functions;
using Artisan.Platform.Messaging;

namespace Artisan.Host.Functions;

/// <summary>
/// The doors behind which timers and queues are served: <c>POST /{function}</c> from a Functions host on this machine.
/// Answers <c>200 {}</c> as JSON when the work is done (an empty answer would hang the host) and 500 when it must be tried again.
/// </summary>
public sealed class FunctionDoors(RequestDelegate next, IServiceProvider services, ILogger<FunctionDoors> log)
{
    private const string InvocationId = "X-Azure-Functions-InvocationId";
    private static readonly ActivitySource Source = new("Artisan.Functions");

    public Task InvokeAsync(HttpContext context)
    {
        var path = context.Request.Path.Value ?? "/";
        // The host knocks here every 25 ms until it is answered: nothing may be built for it.
        if (path == "/") return AnswerAsync(context, StatusCodes.Status200OK);
        return HttpMethods.IsPost(context.Request.Method) && path.LastIndexOf('/') == 0 && FunctionCatalog.Find(path[1..]) is { } function && IsHost(context)
            ? InvokeAsync(context, function)
            : next(context);
    }

    /// <summary>Whether a request comes from a Functions host on this machine.</summary>
    public static bool IsHost(HttpContext context) =>
        context.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address) && context.Request.Headers.ContainsKey(InvocationId)
        && context.Request.Headers.ContainsKey("X-Azure-Functions-HostVersion");

    private async Task InvokeAsync(HttpContext context, Function function)
    {
        var status = StatusCodes.Status200OK;
        try
        {
            using var body = await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
            await RunAsync(function, body.RootElement, context.RequestAborted);
        }
        catch (Exception e)
        {
            log.LogError(e, "Function {Function} failed; the host decides when it runs again.", function.Name);
            status = StatusCodes.Status500InternalServerError;
        }

        await AnswerAsync(context, status);
    }

    private async Task RunAsync(Function function, JsonElement body, CancellationToken ct)
    {
        if (function.Trigger is TimerTrigger)
        {
            using var timer = Source.StartActivity(function.Name);
            await services.GetRequiredKeyedService<ITimedJob>(function.Name).RunAsync(ct);
            return;
        }

        var envelope = JsonSerializer.Deserialize(Invocation.QueueText(body), QueueEnvelope.JsonType) ?? throw new JsonException("The message is empty.");
        ActivityContext.TryParse(envelope.Trace, null, isRemote: true, out var cause);
        using var activity = Source.StartActivity(function.Name, ActivityKind.Consumer, cause);
        await services.GetRequiredKeyedService<IQueueFunction>(function.Name).RunAsync(envelope, ct);
    }

    private static Task AnswerAsync(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = 2;
        return context.Response.WriteAsync("{}", context.RequestAborted);
    }
}
