using System.Diagnostics;
using System.Globalization;
using Artisan.Azure;
using Artisan.Platform.Access;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Artisan.Platform.Http;

/// <summary>
/// What holds for every request before any endpoint is chosen: security headers, request id, <c>Server-Timing</c>, CORS, the size limit,
/// the limit per address, and that no other site's page can make a browser change anything.
/// </summary>
public sealed class RequestGuard(RequestDelegate next, IOptions<ApiOptions> options, RateLimits limits)
{
    public async Task InvokeAsync(HttpContext context)
    {
        using var operations = StorageOperations.Begin();
        var started = Stopwatch.GetTimestamp();
        var (request, response) = (context.Request, context.Response);
        response.OnStarting(() =>
        {
            SetHeaders(response, operations, started);
            return Task.CompletedTask;
        });

        if (Cors(request, response) is { } preflight)
        {
            response.StatusCode = preflight;
            response.ContentType = "application/json";
            await response.WriteAsync("{}", context.RequestAborted);
            return;
        }

        if (Refuses(context) is { } fault)
        {
            await Problem.WriteAsync(context, fault);
            return;
        }

        if (request.Headers.ContainsKey("Idempotency-Key")) request.EnableBuffering();
        await next(context);
    }

    private Fault? Refuses(HttpContext context)
    {
        var request = context.Request;
        if (request.ContentLength > options.Value.MaxRequestBytes) return Faults.TooLarge;
        // A Functions host drops bodies without a length; saying so is better than losing them.
        if (request.ContentLength is null && request.Headers.TransferEncoding.Count > 0) return Faults.LengthRequired;
        if (Microsoft.Net.Http.Headers.MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && type.Charset is { HasValue: true } charset
            && !charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase))
        {
            return Faults.UnsupportedMediaType;
        }

        if (limits.TakeAddress(ClientNetwork.Of(context.Connection.RemoteIpAddress)) is { } tooMany) return tooMany;
        return ChangesState(request.Method) && IsCrossSite(request) ? Faults.CrossSite : null;
    }

    private static bool ChangesState(string method) => method is not ("GET" or "HEAD" or "OPTIONS");

    private bool IsCrossSite(HttpRequest request)
    {
        var origin = request.Headers.Origin.ToString();
        if (origin.Length > 0) return !options.Value.Allows(origin);
        return request.Headers["Sec-Fetch-Site"].ToString() is "cross-site";
    }

    // Answers 200 to preflights: a Functions host cannot pass on a 204.
    private int? Cors(HttpRequest request, HttpResponse response)
    {
        var origin = request.Headers.Origin.ToString();
        if (origin.Length > 0 && options.Value.Allows(origin))
        {
            response.Headers.AccessControlAllowOrigin = origin;
            response.Headers.AccessControlAllowCredentials = "true";
            response.Headers.AccessControlExposeHeaders = "ETag, Link, Location, RateLimit, RateLimit-Policy, Retry-After, Server-Timing, X-Request-Id";
            response.Headers.Vary = "Origin";
        }

        if (request.Method != HttpMethods.Options) return null;
        response.Headers.AccessControlAllowMethods = "GET, POST, PUT, DELETE, PATCH";
        response.Headers.AccessControlAllowHeaders = "Authorization, Content-Type, Idempotency-Key, If-Match, X-Artisan-Csrf, traceparent";
        response.Headers.AccessControlMaxAge = "600";
        return StatusCodes.Status200OK;
    }

    private static void SetHeaders(HttpResponse response, StorageOperations operations, long started)
    {
        var headers = response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.StrictTransportSecurity = "max-age=63072000; includeSubDomains";
        headers.ContentSecurityPolicy = "default-src 'none'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Resource-Policy"] = "same-site";
        if (headers.CacheControl.Count == 0) headers.CacheControl = "no-store";
        headers["X-Request-Id"] = Activity.Current?.TraceId.ToString() ?? response.HttpContext.TraceIdentifier;
        var timing = string.Create(CultureInfo.InvariantCulture, $"total;dur={Stopwatch.GetElapsedTime(started).TotalMilliseconds:0.0}");
        timing += Operations("storage", operations.Total);
        foreach (var category in operations.Categories.Order(StringComparer.Ordinal)) timing += Operations(category, operations.Of(category).Total);
        headers["Server-Timing"] = timing;
    }

    private static string Operations(string name, int count) => string.Create(CultureInfo.InvariantCulture, $", {name};desc=\"{count} operations\"");
}
