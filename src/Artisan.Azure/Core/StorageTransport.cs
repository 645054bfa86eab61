using System.Net;
using Azure.Core.Pipeline;

namespace Artisan.Azure;

/// <summary>The HTTP transport of all clients of a process: pooled connections, no redirects, no cookies and no spans that would carry entity keys.</summary>
public static class StorageTransport
{
    internal static HttpPipelineTransport Shared { get; } = Create();

    /// <summary>Makes a transport of its own, for a process that must close its connections apart from the others.</summary>
    public static HttpClientTransport Create() => new(new HttpClient(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        Proxy = new ProxyExceptLoopback(HttpClient.DefaultProxy),
        ConnectTimeout = TimeSpan.FromSeconds(5),
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        PooledConnectionIdleTimeout = TimeSpan.FromMinutes(2),

        // Without a propagator the handler emits no activity; its url.full tag would hold entity keys.
        ActivityHeadersPropagator = null
    })
    { Timeout = Timeout.InfiniteTimeSpan });

    /// <summary>The machine's proxy, which the emulator on loopback is never reached through.</summary>
    private sealed class ProxyExceptLoopback(IWebProxy proxy) : IWebProxy
    {
        public ICredentials? Credentials { get => proxy.Credentials; set => proxy.Credentials = value; }

        public Uri? GetProxy(Uri destination) => proxy.GetProxy(destination);

        public bool IsBypassed(Uri host) => host.IsLoopback || proxy.IsBypassed(host);
    }
}
