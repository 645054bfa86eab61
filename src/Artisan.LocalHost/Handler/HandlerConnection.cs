using System.Net;
using System.Text;

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

        // Names and values go on byte by byte: what they mean, and whether they are allowed, is for the handler to say.
        RequestHeaderEncodingSelector = static (_, _) => Encoding.UTF8,
        ResponseHeaderEncodingSelector = static (_, _) => Encoding.UTF8,
        Expect100ContinueTimeout = TimeSpan.FromSeconds(5),
    });

    public void Dispose() => Http.Dispose();
}
