using System.Net;
using System.Net.Sockets;

namespace Artisan.Platform.Access;

/// <summary>
/// Whom limits per client count: an IPv4 address, or the /64 of an IPv6 one. Whoever has one address of a /64 has all of them, so counting each
/// on its own would limit nobody.
/// </summary>
public static class ClientNetwork
{
    private const int PrefixBytes = 8;

    /// <summary>The network of an address, an IPv4 address within an IPv6 one being itself; empty where there is no address.</summary>
    public static string Of(IPAddress? address)
    {
        if (address is null) return "";
        if (address.IsIPv4MappedToIPv6) return address.MapToIPv4().ToString();
        if (address.AddressFamily is not AddressFamily.InterNetworkV6) return address.ToString();
        var bytes = address.GetAddressBytes();
        bytes.AsSpan(PrefixBytes).Clear();
        return $"{new IPAddress(bytes)}/64";
    }
}
