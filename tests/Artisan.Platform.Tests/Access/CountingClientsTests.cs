using System.Net;
using Artisan.Platform.Access;

namespace Artisan.Platform.Tests.Access;

public sealed class CountingClientsTests
{
    [Theory]
    [InlineData("203.0.113.7", "203.0.113.7")]
    [InlineData("::ffff:203.0.113.7", "203.0.113.7")]
    [InlineData("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64")]
    [InlineData("2001:db8:1:2:ffff:ffff:ffff:ffff", "2001:db8:1:2::/64")]
    [InlineData("2001:db8:1:3:3:4:5:6", "2001:db8:1:3::/64")]
    [InlineData("fe80::1%3", "fe80::/64")]
    public void All_of_a_64_is_one_client_and_each_IPv4_address_is_one(string address, string network) => Assert.Equal(network, ClientNetwork.Of(IPAddress.Parse(address)));

    [Fact]
    public void Nobody_is_nobody() => Assert.Equal("", ClientNetwork.Of(null));
}
