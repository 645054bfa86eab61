using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Artisan.LocalHost.Handler;

namespace Artisan.LocalHost.Invocations;

/// <summary>How a timer or queue call ended; a failure says why in one sentence.</summary>
internal sealed record InvocationResult(bool Succeeded, string? Failure)
{
    public static readonly InvocationResult Success = new(true, null);

    public static InvocationResult Failed(string why) => new(false, why);
}

/// <summary>
/// Posts timer and queue calls to the handler and judges the answer as the Functions host does: 2xx with a JSON object is success, an empty
/// answer never completes until the function timeout (which kills the handler), everything else fails.
/// </summary>
internal sealed class FunctionInvoker(HandlerSupervisor handler, TimeSpan functionTimeout, TimeProvider clock, ILoggerFactory logs)
{
    public async Task<InvocationResult> InvokeAsync(string function, string body, CancellationToken ct)
    {
        var log = logs.CreateLogger($"Function.{function}");
        var invocation = InvocationIds.New();
        var began = clock.GetTimestamp();
        var result = await AnswerAsync(function, invocation, body, log, ct);
        var elapsed = clock.GetElapsedTime(began).TotalMilliseconds;
        if (result.Succeeded) log.LogInformation("Succeeded in {Milliseconds:0} ms (invocation {Id}).", elapsed, invocation);
        else log.LogError("Failed after {Milliseconds:0} ms (invocation {Id}): {Why}", elapsed, invocation, result.Failure);
        return result;
    }

    private async Task<InvocationResult> AnswerAsync(string function, Guid invocation, string body, ILogger log, CancellationToken ct)
    {
        HandlerConnection life;
        try
        {
            life = await handler.ReadyAsync(ct);
        }
        catch (HandlerUnavailableException e)
        {
            return InvocationResult.Failed(e.Message);
        }

        using var timeout = new CancellationTokenSource(functionTimeout, clock);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct, timeout.Token);
        try
        {
            return await PostAsync(life, function, invocation, body, log, limit.Token);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !ct.IsCancellationRequested)
        {
            var why = $"Function {function} did not end within its timeout of {functionTimeout}.";
            handler.Kill(life, why);
            return InvocationResult.Failed(why);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return InvocationResult.Failed($"The handler did not answer: {e.Message}");
        }
    }

    private static async Task<InvocationResult> PostAsync(HandlerConnection life, string function, Guid invocation, string body, ILogger log, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(life.Address, Uri.EscapeDataString(function)));
        HostHeaders.Add(request, invocation);
        request.Headers.UserAgent.ParseAdd(HostHeaders.UserAgent);
        request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");

        using var answer = await life.Http.SendAsync(request, ct);
        var text = await answer.Content.ReadAsStringAsync(ct);
        if (!answer.IsSuccessStatusCode) return InvocationResult.Failed($"The handler answered {(int)answer.StatusCode}.");

        if (answer.StatusCode == HttpStatusCode.NoContent || text.Trim() is "" or "null")
        {
            log.LogError("The handler answered {Status} without a JSON object: behind the Functions host this call never ends. Answer 200 with {{}}.", (int)answer.StatusCode);
            await Task.Delay(Timeout.Infinite, ct);
        }

        return Judge(answer.Content.Headers.ContentType?.MediaType, text, log);
    }

    private static InvocationResult Judge(string? mediaType, string text, ILogger log)
    {
        if (!string.Equals(mediaType, "application/json", StringComparison.OrdinalIgnoreCase))
            return InvocationResult.Failed($"The handler answered with the content type {mediaType ?? "(none)"}, not application/json.");
        try
        {
            using var json = JsonDocument.Parse(text);
            if (json.RootElement.ValueKind != JsonValueKind.Object) return InvocationResult.Failed("The handler's answer is not a JSON object.");

            WriteLogs(json.RootElement, log);
            return InvocationResult.Success;
        }
        catch (JsonException)
        {
            return InvocationResult.Failed("The handler's answer is not valid JSON.");
        }
    }

    private static void WriteLogs(JsonElement answer, ILogger log)
    {
        foreach (var property in answer.EnumerateObject())
        {
            if (!property.Name.Equals("Logs", StringComparison.OrdinalIgnoreCase) || property.Value.ValueKind != JsonValueKind.Array) continue;
            foreach (var line in property.Value.EnumerateArray()) log.LogInformation("{Line}", line.ToString());
        }
    }
}
