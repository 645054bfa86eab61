using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace Artisan.Testing.Simulation;

/// <summary>A request taken apart: <c>/{service}/{path}?{query}</c>, unescaped.</summary>
internal sealed record SimulatedRequest(string Method, string Service, string Path, IReadOnlyDictionary<string, string> Query, string? IfMatch, string? IfNoneMatch, byte[] Body)
{
    public static SimulatedRequest Of(HttpRequestMessage request, byte[] body)
    {
        var (service, path, query) = Parts(request.RequestUri!);
        return new SimulatedRequest(request.Method.Method, service, path, query, Header(request, "If-Match"), Header(request, "If-None-Match"), body);
    }

    /// <summary>Service, path and query of an address.</summary>
    public static (string Service, string Path, IReadOnlyDictionary<string, string> Query) Parts(Uri address)
    {
        var path = Uri.UnescapeDataString(address.AbsolutePath).TrimStart('/');
        var slash = path.IndexOf('/', StringComparison.Ordinal);
        var query = address.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries).Select(p => p.Split('=', 2)).ToDictionary(p => p[0], p => Uri.UnescapeDataString(p[^1]), StringComparer.Ordinal);
        return (path[..slash], path[(slash + 1)..], query);
    }

    public NotSupportedException Unknown() => new($"The storage simulation does not know {Method} {Service}/{Path}?{string.Join('&', Query.Keys)}.");

    private static string? Header(HttpRequestMessage request, string name) => request.Headers.TryGetValues(name, out var values) ? string.Join(',', values) : null;
}

/// <summary>Answers as the services give them.</summary>
internal static class SimulatedAnswer
{
    public static HttpResponseMessage Empty(HttpStatusCode status) => new(status) { Content = new ByteArrayContent([]) };

    public static HttpResponseMessage Json(byte[] body)
    {
        var answer = new HttpResponseMessage(HttpStatusCode.OK) { Content = new ByteArrayContent(body) };
        answer.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return answer;
    }

    public static HttpResponseMessage Xml(HttpStatusCode status, string body) => new(status) { Content = new StringContent(body, Encoding.UTF8, "application/xml") };

    public static HttpResponseMessage XmlError(HttpStatusCode status, string code)
    {
        var answer = Xml(status, $"<Error><Code>{code}</Code><Message>{code}</Message></Error>");
        answer.Headers.Add("x-ms-error-code", code);
        return answer;
    }

    public static string ErrorJson(string code, string message) => $$$$"""{"odata.error":{"code":"{{{{code}}}}","message":{"lang":"en-US","value":"{{{{message}}}}"}}}""";

    public static HttpResponseMessage JsonError(HttpStatusCode status, string code) => new(status) { Content = new StringContent(ErrorJson(code, code), Encoding.UTF8, "application/json") };
}
