namespace Artisan.Testing;

/// <summary>What must never be called for a user, in every form that a user could write: not when an address is saved, not when it is tested, not when something is sent.</summary>
public static class InsideAddresses
{
    /// <summary>Addresses that do not lie on the public internet.</summary>
    public static IReadOnlyList<string> Addresses { get; } =
    [
        // This network, loopback and unspecified.
        "0.0.0.0",
        "0.1.2.3",
        "127.0.0.1",
        "127.255.255.254",
        "::",
        "::1",
        // Private, shared (carrier-grade NAT) and link-local, with the metadata services of clouds.
        "10.0.0.1",
        "10.255.255.255",
        "172.16.0.1",
        "172.31.255.255",
        "192.168.0.1",
        "192.168.255.255",
        "100.64.0.1",
        "100.127.255.255",
        "100.100.100.200",
        "169.254.0.1",
        "169.254.169.254",
        "168.63.129.16",
        "fc00::1",
        "fd00:ec2::254",
        "fdff:ffff::1",
        "fe80::1",
        "fe80::a9fe:a9fe",
        "febf::1",
        "fec0::1",
        // Assigned to protocols, documentation and benchmarks; multicast, reserved and broadcast.
        "192.0.0.1",
        "192.0.0.170",
        "192.0.2.1",
        "192.88.99.1",
        "198.18.0.1",
        "198.19.255.255",
        "198.51.100.1",
        "203.0.113.1",
        "224.0.0.1",
        "239.255.255.250",
        "240.0.0.1",
        "255.255.255.255",
        "100::1",
        "2001:2::1",
        "2001:20::1",
        "2001:db8::1",
        "3fff::1",
        "5f00::1",
        "ff02::1",
        "ff0e::1",
        // Forms that carry an IPv4 address: mapped, compatible, NAT64 (both prefixes), 6to4, Teredo. Also where that one is public.
        "::ffff:127.0.0.1",
        "::ffff:7f00:1",
        "::ffff:8.8.8.8",
        "::7f00:1",
        "64:ff9b::7f00:1",
        "64:ff9b::808:808",
        "64:ff9b:1::a00:1",
        "2002:7f00:1::1",
        "2002:a9fe:a9fe::1",
        "2001:0:4136:e378:8000:63bf:3fff:fdd2",
        // Registered since, or often forgotten: AS112 and AMT by both protocols, ORCHID, SRv6, benchmarks, discard-only.
        "192.31.196.1",
        "192.52.193.1",
        "192.175.48.1",
        "2001:10::1",
        "2620:4f:8000::1",
        "::ffff:0:127.0.0.1",
    ];

    /// <summary>URLs that hide such an address, or are none that may be called.</summary>
    public static IReadOnlyList<string> Urls { get; } =
    [
        // The same addresses written as browsers and inet_aton read them.
        "https://2130706433/",
        "https://0x7f000001/",
        "https://0x7f.0.0.1/",
        "https://0177.0.0.1/",
        "https://017700000001/",
        "https://127.1/",
        "https://127.0.1/",
        "https://0/",
        "https://127。0。0。1/",
        "https://[::ffff:127.0.0.1]/",
        "https://[fe80::1%25eth0]/",
        // Names that are answered by the machine or the network it stands in.
        "https://localhost/",
        "https://LOCALHOST./",
        "https://app.localhost/",
        "https://printer.local/",
        "https://metadata.google.internal/computeMetadata/v1/",
        "https://router.home.arpa/",
        "https://vault/",
        "https://db.corp/",
        // Other protocols, and what does not belong into such a URL.
        "http://example.com/",
        "ftp://example.com/",
        "file:///etc/passwd",
        "gopher://example.com/",
        "javascript:alert(1)",
        "https://user:secret@example.com/",
        "https://example.com@127.0.0.1/",
        "https://example.com/#fragment",
        "//example.com/hook",
        "/hook",
        "https://",
        "https://0300.0250.0.1/",
        "https://[::ffff:a9fe:a9fe]/",
        "https://169.254.169.254.:443/",
        "https://①②⑦.⓪.⓪.①/",
        "https://kubernetes.default.svc.cluster.local/",
        "https://%6c%6f%63%61%6c%68%6f%73%74/",
    ];

    /// <summary>An address as the host of a URL.</summary>
    public static string UrlOf(string address) => address.Contains(':', StringComparison.Ordinal) ? $"https://[{address}]/hook" : $"https://{address}:8443/hook";
}
