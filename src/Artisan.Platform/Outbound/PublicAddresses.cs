using System.Net;
using System.Net.Sockets;

namespace Artisan.Platform.Outbound;

/// <summary>
/// Which addresses lie on the public internet, by the special-purpose registries of IANA (RFC 6890 and its updates). Of IPv6 only global unicast counts, and no form
/// of it that carries an IPv4 address inside (mapped, compatible, NAT64, 6to4, Teredo): behind those a private address could hide.
/// </summary>
public static class PublicAddresses
{
    private static readonly IPNetwork[] SpecialV4 =
    [
        .. Networks(
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24",
            "192.88.99.0/24", "192.168.0.0/16", "192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4"),
        // The address at which Azure's hosts serve their virtual machines, although it looks public.
        .. Networks("168.63.129.16/32"),
    ];

    private static readonly IPNetwork GlobalUnicast = IPNetwork.Parse("2000::/3");

    // Within global unicast: protocol assignments with Teredo and benchmarking, documentation, 6to4.
    private static readonly IPNetwork[] SpecialV6 = [.. Networks("2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20")];

    /// <summary>Whether an address lies on the public internet.</summary>
    public static bool Contains(IPAddress address) => address.AddressFamily switch
    {
        AddressFamily.InterNetwork => !SpecialV4.Any(n => n.Contains(address)),
        AddressFamily.InterNetworkV6 => address.ScopeId == 0 && !address.IsIPv4MappedToIPv6 && GlobalUnicast.Contains(address) && !SpecialV6.Any(n => n.Contains(address)),
        _ => false,
    };

    private static IEnumerable<IPNetwork> Networks(params string[] networks) => networks.Select(n => IPNetwork.Parse(n));
}
