using System.Net;

namespace Artisan.LocalHost.Handler;

/// <summary>One life of the handler: where it listens and the connections to it. A restarted handler gets a new one, so that no dead connection is used again.</summary>
internal sealed class HandlerConnection(Uri address) : IDisposable
{
    public Uri Address { get; } = address;

    /// <summary>Sends as it is: no redirects, cookies, proxy, decompression or trace headers of this process.</summary>
    public HttpMessageInvoker Http { get; } = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        AutomaticDecompression = DecompressionMethods.None,
        ActivityHeadersPropagator = null,
        MaxConnectionsPerServer = int.MaxValue,
        ConnectTimeout = TimeSpan.FromSeconds(10),
    });

    public void Dispose() => Http.Dispose();
}
