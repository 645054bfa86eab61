using System.Net;
using System.Net.Sockets;
using Artisan.Platform.Outbound;
using Microsoft.Extensions.Options;

namespace Artisan.Platform.Tests.Outbound;

public sealed class JudgingAddressesTests
{
    [Theory]
    // This network, loopback and unspecified.
    [InlineData("0.0.0.0")]
    [InlineData("0.1.2.3")]
    [InlineData("127.0.0.1")]
    [InlineData("127.255.255.254")]
    [InlineData("::")]
    [InlineData("::1")]
    // Private, shared (carrier-grade NAT) and link-local, with the metadata services of clouds.
    [InlineData("10.0.0.1")]
    [InlineData("10.255.255.255")]
    [InlineData("172.16.0.1")]
    [InlineData("172.31.255.255")]
    [InlineData("192.168.0.1")]
    [InlineData("192.168.255.255")]
    [InlineData("100.64.0.1")]
    [InlineData("100.127.255.255")]
    [InlineData("100.100.100.200")]
    [InlineData("169.254.0.1")]
    [InlineData("169.254.169.254")]
    [InlineData("168.63.129.16")]
    [InlineData("fc00::1")]
    [InlineData("fd00:ec2::254")]
    [InlineData("fdff:ffff::1")]
    [InlineData("fe80::1")]
    [InlineData("fe80::a9fe:a9fe")]
    [InlineData("febf::1")]
    [InlineData("fec0::1")]
    // Assigned to protocols, documentation and benchmarks; multicast, reserved and broadcast.
    [InlineData("192.0.0.1")]
    [InlineData("192.0.0.170")]
    [InlineData("192.0.2.1")]
    [InlineData("192.88.99.1")]
    [InlineData("198.18.0.1")]
    [InlineData("198.19.255.255")]
    [InlineData("198.51.100.1")]
    [InlineData("203.0.113.1")]
    [InlineData("224.0.0.1")]
    [InlineData("239.255.255.250")]
    [InlineData("240.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("100::1")]
    [InlineData("2001:2::1")]
    [InlineData("2001:20::1")]
    [InlineData("2001:db8::1")]
    [InlineData("3fff::1")]
    [InlineData("5f00::1")]
    [InlineData("ff02::1")]
    [InlineData("ff0e::1")]
    // Forms that carry an IPv4 address: mapped, compatible, NAT64 (both prefixes), 6to4, Teredo. Also where that one is public.
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("::ffff:7f00:1")]
    [InlineData("::ffff:8.8.8.8")]
    [InlineData("::7f00:1")]
    [InlineData("64:ff9b::7f00:1")]
    [InlineData("64:ff9b::808:808")]
    [InlineData("64:ff9b:1::a00:1")]
    [InlineData("2002:7f00:1::1")]
    [InlineData("2002:a9fe:a9fe::1")]
    [InlineData("2001:0:4136:e378:8000:63bf:3fff:fdd2")]
    public void An_address_that_is_not_public_is_refused_in_a_url_and_behind_a_name(string address)
    {
        var ip = IPAddress.Parse(address);
        Assert.False(PublicAddresses.Contains(ip));
        Assert.Contains("public internet", Addresses().Refusal(ip.AddressFamily == AddressFamily.InterNetworkV6 ? $"https://[{address}]/hook" : $"https://{address}:8443/hook")!, StringComparison.Ordinal);
    }

    [Theory]
    // The same addresses written as browsers and inet_aton read them.
    [InlineData("https://2130706433/")]
    [InlineData("https://0x7f000001/")]
    [InlineData("https://0x7f.0.0.1/")]
    [InlineData("https://0177.0.0.1/")]
    [InlineData("https://017700000001/")]
    [InlineData("https://127.1/")]
    [InlineData("https://127.0.1/")]
    [InlineData("https://0/")]
    [InlineData("https://127。0。0。1/")]
    [InlineData("https://[::ffff:127.0.0.1]/")]
    [InlineData("https://[fe80::1%25eth0]/")]
    // Names that are answered by the machine or the network it stands in.
    [InlineData("https://localhost/")]
    [InlineData("https://LOCALHOST./")]
    [InlineData("https://app.localhost/")]
    [InlineData("https://printer.local/")]
    [InlineData("https://metadata.google.internal/computeMetadata/v1/")]
    [InlineData("https://router.home.arpa/")]
    [InlineData("https://vault/")]
    [InlineData("https://db.corp/")]
    // Other protocols, and what does not belong into such a URL.
    [InlineData("http://example.com/")]
    [InlineData("ftp://example.com/")]
    [InlineData("file:///etc/passwd")]
    [InlineData("gopher://example.com/")]
    [InlineData("javascript:alert(1)")]
    [InlineData("https://user:secret@example.com/")]
    [InlineData("https://example.com@127.0.0.1/")]
    [InlineData("https://example.com/#fragment")]
    [InlineData("//example.com/hook")]
    [InlineData("/hook")]
    [InlineData("https://")]
    [InlineData("")]
    [InlineData(null)]
    public void A_url_that_must_not_be_called_is_refused_with_a_reason(string? url) => Assert.NotEmpty(Addresses().Refusal(url)!);

    [Theory]
    [InlineData("https://example.com/hooks?x=1")]
    [InlineData("https://hooks.example.com:8443/")]
    [InlineData("https://münchen.de/")]
    [InlineData("https://8.8.8.8/")]
    [InlineData("https://172.32.0.1/")]
    [InlineData("https://100.128.0.1/")]
    [InlineData("https://[2606:4700:4700::1111]/")]
    [InlineData("https://[2a00:1450:4001:81b::200e]/")]
    public void A_public_url_may_be_called(string url) => Assert.Null(Addresses().Refusal(url));

    [Fact]
    public void A_url_is_at_most_2048_characters_long() => Assert.Contains("2,048", Addresses().Refusal("https://example.com/" + new string('x', 2048))!, StringComparison.Ordinal);

    [Fact]
    public async Task A_name_that_leads_inside_is_refused_even_if_only_one_of_its_addresses_does()
    {
        Assert.Null(await Addresses("93.184.215.14").RefusalNowAsync("https://hooks.example.com/", default));
        Assert.Contains("public internet", (await Addresses("93.184.215.14", "10.0.0.1").RefusalNowAsync("https://hooks.example.com/", default))!, StringComparison.Ordinal);
        Assert.Contains("not known", (await Addresses().RefusalNowAsync("https://hooks.example.com/", default))!, StringComparison.Ordinal);
    }

    [Fact]
    public void A_developers_machine_may_call_itself()
    {
        var addresses = Addresses(allowPrivate: true);
        Assert.Null(addresses.Refusal("http://localhost:5005/hook"));
        Assert.NotNull(addresses.Refusal("http://user@localhost:5005/hook"));
    }

    private static OutboundAddresses Addresses(params string[] found) => Addresses(allowPrivate: false, found);

    private static OutboundAddresses Addresses(bool allowPrivate, params string[] found) =>
        new(new Names([[.. found.Select(IPAddress.Parse)]]), Options.Create(new OutboundOptions { AllowPrivate = allowPrivate }));
}
