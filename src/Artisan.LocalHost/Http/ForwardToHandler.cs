using System.Net.Http.Headers;
using Artisan.LocalHost.Functions;
using Artisan.LocalHost.Handler;
using Microsoft.AspNetCore.Http.Features;

namespace Artisan.LocalHost.Http;

/// <summary>Passes an HTTP call to the handler and its answer back, both streamed; the handler being away is an empty 500.</summary>
internal sealed class ForwardToHandler(HandlerSupervisor handler, HostJson host, TimeProvider clock, ILoggerFactory logs)
{
    private readonly ILogger _log = logs.CreateLogger("Http");

    public async Task RunAsync(HttpContext context, HttpFunction function)
    {
        if (Refusal(context) is { } status)
        {
            context.Response.StatusCode = status;
            return;
        }

        var began = clock.GetTimestamp();
        using var timeout = new CancellationTokenSource(host.FunctionTimeout, clock);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, timeout.Token);
        HandlerConnection? life = null;
        try
        {
            life = await handler.ReadyAsync(limit.Token);
            using var request = ForwardedRequest.From(context, life.Address);
            using var answer = await life.Http.SendAsync(request, limit.Token);
            await CopyAsync(answer, context, function, limit.Token);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client has gone; there is nobody to answer.
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested)
        {
            if (life is not null) handler.Kill(life, $"Function {function.Name} did not end within its timeout of {host.FunctionTimeout}.");
            Fail(context);
        }
        catch (Exception e) when ((e as BadHttpRequestException ?? e.InnerException as BadHttpRequestException) is { } bad)
        {
            // The client's fault: it sent more than may be sent, or less than it said.
            Fail(context, bad.StatusCode);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or HandlerUnavailableException)
        {
            _log.LogError("{Method} {Path}: {Why}", context.Request.Method, context.Request.Path, e.Message);
            Fail(context);
        }

        _log.LogInformation("{Method} {Path} {Status} {Milliseconds:0} ms", context.Request.Method, context.Request.Path, context.Response.StatusCode, clock.GetElapsedTime(began).TotalMilliseconds);
    }

    private int? Refusal(HttpContext context)
    {
        var request = context.Request;
        if (ForwardedRequest.HasEmptySegment(context)) return StatusCodes.Status404NotFound;
        if (request.ContentType is { } type && !MediaTypeHeaderValue.TryParse(type, out _)) return StatusCodes.Status500InternalServerError;

        // A host that buffers copies only bodies of a known length.
        return !host.Handler.Streams && request.Headers.TransferEncoding.Count > 0 ? StatusCodes.Status500InternalServerError : null;
    }

    private async Task CopyAsync(HttpResponseMessage answer, HttpContext context, HttpFunction function, CancellationToken ct)
    {
        var response = context.Response;
        response.StatusCode = (int)answer.StatusCode;
        foreach (var (name, values) in answer.Headers.NonValidated.Concat(answer.Content.Headers.NonValidated))
        {
            if (!ForwardedRequest.IsHop(name)) response.Headers[name] = values.ToArray();
        }

        if (response.StatusCode is StatusCodes.Status204NoContent or StatusCodes.Status304NotModified)
        {
            _log.LogError("Function {Name} answered {Status}: behind the Functions host that breaks the connection. Answer 200.", function.Name, response.StatusCode);
            response.Headers.Connection = "close";
        }

        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        await using var body = await answer.Content.ReadAsStreamAsync(ct);
        if (!HttpMethods.IsHead(context.Request.Method)) await body.CopyToAsync(response.Body, ct);
    }

    private static void Fail(HttpContext context, int status = StatusCodes.Status500InternalServerError)
    {
        if (context.Response.HasStarted) context.Abort();
        else
        {
            context.Response.Clear();
            context.Response.StatusCode = status;
        }
    }
}
