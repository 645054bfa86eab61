using System.Net;
using Artisan.Platform.Outbound;
using Artisan.Testing;
using Microsoft.Extensions.Options;

namespace Artisan.Platform.Tests.Outbound;

public sealed class JudgingAddressesTests
{
    public static TheoryData<string> NotPublic { get; } = [.. InsideAddresses.Addresses];

    public static TheoryData<string?> NotToBeCalled { get; } = [.. InsideAddresses.Urls, "", null];

    [Theory]
    [MemberData(nameof(NotPublic))]
    public void An_address_that_is_not_public_is_refused_in_a_url_and_behind_a_name(string address)
    {
        var ip = IPAddress.Parse(address);
        Assert.False(PublicAddresses.Contains(ip));
        Assert.Contains("public internet", Addresses().Refusal(InsideAddresses.UrlOf(address))!, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(NotToBeCalled))]
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
