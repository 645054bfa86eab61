using Artisan.LocalHost.Invocations;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace Artisan.LocalHost.Http;

/// <summary>The client's request as the handler sees it: whole path as sent, original Host, hop headers gone, this host's headers added.</summary>
internal static class ForwardedRequest
{
    // A body of this size is held back until the handler wants it: one that is too large is refused before it is sent.
    private const long WorthAsking = 1_048_576;

    private static readonly HashSet<string> Hop = new(StringComparer.OrdinalIgnoreCase)
    {
        "Connection", "Keep-Alive", "Proxy-Connection", "Proxy-Authenticate", "Proxy-Authorization", "TE", "Trailer", "Transfer-Encoding", "Upgrade",
    };

    public static HttpRequestMessage From(HttpContext context, Uri handler)
    {
        var source = context.Request;
        var request = new HttpRequestMessage(new HttpMethod(source.Method), Target(source, handler));
        if (HasBody(source))
        {
            request.Content = new StreamContent(source.Body);
            if (source.ContentType is { } type) request.Content.Headers.TryAddWithoutValidation(HeaderNames.ContentType, type);
            request.Content.Headers.ContentLength = source.ContentLength;
            request.Headers.ExpectContinue = source.ContentLength > WorthAsking;
        }

        var dropped = source.Headers.Connection.SelectMany(value => (value ?? "").Split(',', StringSplitOptions.TrimEntries)).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, values) in source.Headers)
        {
            if (Hop.Contains(name) || dropped.Contains(name) || BelongsToTheHost(name)) continue;

            // Content headers (but type and length) are refused here and so dropped, as the Functions host drops them.
            request.Headers.TryAddWithoutValidation(name, (IEnumerable<string>)values!);
        }

        request.Headers.Host = source.Host.Value;
        request.Headers.TryAddWithoutValidation(HeaderNames.UserAgent, HostHeaders.UserAgent);
        HostHeaders.Add(request, InvocationIds.New());
        request.Headers.TryAddWithoutValidation("X-Forwarded-For", context.Connection.RemoteIpAddress?.ToString());
        request.Headers.TryAddWithoutValidation("X-Forwarded-Proto", source.Scheme);
        request.Headers.TryAddWithoutValidation("X-Forwarded-Host", source.Host.Value);
        return request;
    }

    public static bool IsHop(string header) => Hop.Contains(header);

    /// <summary>Whether the path holds an empty segment, which the Functions host answers with 404.</summary>
    public static bool HasEmptySegment(HttpContext context) => context.Request.Path.Value!.Contains("//", StringComparison.Ordinal);

    // Nobody but this host may say where a request came from or that it comes from the host.
    private static bool BelongsToTheHost(string name) =>
        name.StartsWith(HostHeaders.Prefix, StringComparison.OrdinalIgnoreCase) || name.StartsWith("X-Forwarded-", StringComparison.OrdinalIgnoreCase);

    private static bool HasBody(HttpRequest request) => request.ContentLength > 0 || request.Headers.TransferEncoding.Count > 0;

    private static Uri Target(HttpRequest request, Uri handler)
    {
        var raw = request.HttpContext.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var target = raw.StartsWith('/') ? raw : request.Path.ToUriComponent() + request.QueryString.ToUriComponent();

        // The path goes on byte by byte: %2F and %25 mean something to the handler.
        return new Uri(handler.GetLeftPart(UriPartial.Authority) + target, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
    }
}
