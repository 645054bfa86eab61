using System.Net;

namespace Artisan.Platform.Outbound;

/// <summary>Finds the addresses of a host.</summary>
public interface IHostAddresses
{
    /// <summary>The addresses, as the name service says now.</summary>
    /// <exception cref="System.Net.Sockets.SocketException">The name is not known, or no answer came.</exception>
    Task<IPAddress[]> FindAsync(string host, CancellationToken ct);
}

internal sealed class SystemHostAddresses : IHostAddresses
{
    public Task<IPAddress[]> FindAsync(string host, CancellationToken ct) => Dns.GetHostAddressesAsync(host, ct);
}
