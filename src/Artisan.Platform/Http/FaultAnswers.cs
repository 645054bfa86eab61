using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Artisan.Platform.Http;

/// <summary>
/// Turns whatever goes wrong into a problem: unreadable input into 400 with the place, storage that cannot be reached into 503,
/// the framework's own empty 404, 405 and 415 into sentences, and anything unexpected into a 500 that tells nothing but the trace id.
/// </summary>
public sealed partial class FaultAnswers(RequestDelegate next, ILogger<FaultAnswers> log)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            return;
        }
        catch (Exception e)
        {
            if (context.Response.HasStarted) throw;
            var headers = context.Response.Headers.ToArray();
            context.Response.Clear();
            foreach (var (name, value) in headers.Where(h => h.Key.StartsWith("Access-Control", StringComparison.OrdinalIgnoreCase))) context.Response.Headers[name] = value;
            await Problem.WriteAsync(context, FaultOf(e));
            return;
        }

        if (context.Response is { HasStarted: false, StatusCode: >= 400, ContentType: null }) await Problem.WriteAsync(context, FaultOf(context.Response.StatusCode));
    }

    private Fault FaultOf(Exception e)
    {
        switch (e)
        {
            case FaultException fault:
                return fault.Fault;
            case BadHttpRequestException { StatusCode: 413 }:
                return Faults.TooLarge;
            case BadHttpRequestException { StatusCode: 415 }:
                return Faults.UnsupportedMediaType;
            case BadHttpRequestException { InnerException: JsonException json }:
                return Unreadable(json);
            case BadHttpRequestException bad:
                return Unbindable(bad.Message);
            case JsonException json:
                return Unreadable(json);
            case global::Azure.RequestFailedException failed when failed.Status is 0 or 408 or 429 or >= 500:
                log.LogError(failed, "Storage cannot be reached: {Code}.", failed.ErrorCode);
                return Faults.Unavailable;
            default:
                log.LogError(e, "A request failed unexpectedly.");
                return Faults.Unexpected;
        }
    }

    // The framework's sentences name its own types; what they say of the parameter is kept.
    private static Fault Unbindable(string message)
    {
        var wrong = WrongParameter().Match(message);
        if (wrong.Success) return Faults.Invalid.At(wrong.Groups["name"].Value, "The value has the wrong form.");
        var missing = MissingParameter().Match(message);
        return missing.Success ? Faults.Invalid.At(missing.Groups["name"].Value, "This parameter is needed.") : Faults.Malformed.Because("The request has no body, or one that is not JSON.");
    }

    [GeneratedRegex("""^Failed to bind parameter "\S+ (?<name>\w+)" from """)]
    private static partial Regex WrongParameter();

    [GeneratedRegex("""^Required parameter "\S+ (?<name>\w+)" was not provided from (query string|route|header)""")]
    private static partial Regex MissingParameter();

    private static Fault FaultOf(int status) => status switch
    {
        404 => Faults.NoSuchRoute,
        405 => Faults.MethodNotAllowed,
        413 => Faults.TooLarge,
        415 => Faults.UnsupportedMediaType,
        400 => Faults.Malformed,
        401 => Faults.SignInRequired,
        _ => Faults.Unexpected with { Status = status },
    };

    private static Fault Unreadable(JsonException e)
    {
        var field = e.Path is { Length: > 1 } path ? path.TrimStart('$', '.') : "";
        var place = e.LineNumber is { } line ? $" (line {line + 1}, byte {e.BytePositionInLine})" : "";
        var detail = $"The body is not the JSON that this endpoint takes{place}: {Reason(e.Message)}";
        return field.Length == 0 ? Faults.Malformed.Because(detail) : Faults.Malformed.Because(detail).At(field, Reason(e.Message));
    }

    // The framework appends paths and its own type names; what stands before them is the sentence for the caller.
    private static string Reason(string message)
    {
        var end = message.IndexOf(" Path:", StringComparison.Ordinal);
        var text = end < 0 ? message : message[..end];
        if (text.Contains("could not be converted to", StringComparison.Ordinal)) return "The value has the wrong type.";
        if (text.Contains("could not be mapped to any .NET member", StringComparison.Ordinal)) return "There is no such field.";
        if (text.Contains("missing required properties", StringComparison.Ordinal)) return "A required field is missing: " + Fields(text) + ".";
        if (text.Contains("doesn't allow null values", StringComparison.Ordinal)) return "The value must not be null.";
        return text.Contains(".NET", StringComparison.Ordinal) || text.Contains("System.", StringComparison.Ordinal) || text.Contains("Artisan.", StringComparison.Ordinal)
            ? "It cannot be read."
            : text;
    }

    private static string Fields(string text)
    {
        var colon = text.LastIndexOf(": ", StringComparison.Ordinal);
        return colon < 0 ? "see the API reference" : text[(colon + 2)..].TrimEnd('.').Replace("'", "", StringComparison.Ordinal);
    }
}
