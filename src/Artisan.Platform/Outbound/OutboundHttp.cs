using System.Diagnostics;
using System.Net.Sockets;

namespace Artisan.Platform.Outbound;

/// <summary>
/// Sends requests to addresses that users gave. Every connection goes to an address that was judged the moment before; no proxy, no redirect, no cookie, no credentials.
/// </summary>
public sealed class OutboundHttp : IDisposable
{
    private static readonly TimeSpan Connect = TimeSpan.FromSeconds(5);

    // Pooled connections keep to the address they were judged by; a name that moved is followed after this.
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(2);

    private readonly OutboundAddresses _addresses;
    private readonly HttpMessageInvoker _http;

    /// <summary>Makes a sender; one is enough for the process.</summary>
    public OutboundHttp(OutboundAddresses addresses)
    {
        _addresses = addresses;
        _http = new HttpMessageInvoker(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            ConnectTimeout = Connect,
            PooledConnectionLifetime = Lifetime,
            MaxResponseHeadersLength = 32,
            // Addresses of users are keys at times, as those of Slack are: no span of ours holds them.
            ActivityHeadersPropagator = null,
            ConnectCallback = (context, ct) => ConnectAsync(context.DnsEndPoint.Host, context.DnsEndPoint.Port, ct),
        });
    }

    /// <summary>Sends a request; the answer's body is read by the caller, within his limits. A redirect is an answer like any other.</summary>
    /// <exception cref="OutboundRefusedException">The address must not be called.</exception>
    /// <exception cref="HttpRequestException">No answer came.</exception>
    public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken ct)
    {
        if (_addresses.Refusal(request.RequestUri?.OriginalString) is { } refusal) throw new OutboundRefusedException(refusal);
        if (Activity.Current is { IdFormat: ActivityIdFormat.W3C } cause) request.Headers.TryAddWithoutValidation("traceparent", cause.Id);
        try
        {
            return await _http.SendAsync(request, ct);
        }
        catch (HttpRequestException e) when (e.InnerException is OutboundRefusedException refused)
        {
            throw new OutboundRefusedException(refused.Message);
        }
    }

    /// <summary>Closes the connections.</summary>
    public void Dispose() => _http.Dispose();

    private async ValueTask<Stream> ConnectAsync(string host, int port, CancellationToken ct)
    {
        var addresses = await _addresses.ResolveAsync(host, ct);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, port, ct);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
