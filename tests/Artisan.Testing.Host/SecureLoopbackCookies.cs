using System.Net;

namespace Artisan.Testing.Host;

/// <summary>Keeps cookies as a browser does on loopback: Secure ones are sent over plain HTTP too, and the attributes are there to be looked at.</summary>
public sealed class SecureLoopbackCookies : DelegatingHandler
{
    private readonly Dictionary<string, string> _cookies = [];
    private readonly Lock _sync = new();

    /// <summary>Begins with the cookies of some Set-Cookie headers.</summary>
    public SecureLoopbackCookies(HttpMessageHandler inner, IEnumerable<string>? set = null) : base(inner)
    {
        foreach (var cookie in set ?? []) Keep(cookie);
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        lock (_sync)
        {
            if (_cookies.Count > 0 && !request.Headers.Contains("Cookie")) request.Headers.Add("Cookie", string.Join("; ", _cookies.Select(c => $"{c.Key}={c.Value}")));
        }

        var response = await base.SendAsync(request, cancellationToken);
        if (response.Headers.TryGetValues("Set-Cookie", out var set))
        {
            lock (_sync)
            {
                foreach (var cookie in set) Keep(cookie);
            }
        }

        return response;
    }

    private void Keep(string header)
    {
        var pair = header.Split(';')[0].Split('=', 2);
        if (pair[1].Length == 0 || header.Contains("expires=Thu, 01 Jan 1970", StringComparison.OrdinalIgnoreCase) || header.Contains("max-age=0", StringComparison.OrdinalIgnoreCase)) _cookies.Remove(pair[0]);
        else _cookies[pair[0]] = WebUtility.UrlDecode(pair[1]);
    }
}
