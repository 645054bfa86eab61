using System.Net;
using System.Net.Sockets;
using System.Text;
using Artisan.Platform.Outbound;
using Microsoft.Extensions.Options;

namespace Artisan.Platform.Tests.Outbound;

public sealed class SendingToUsersAddressesTests : IDisposable
{
    private static readonly IPAddress[] Elsewhere = [IPAddress.Parse("93.184.215.14")];
    private readonly TcpListener _inside = new(IPAddress.Loopback, 0);

    public SendingToUsersAddressesTests() => _inside.Start();

    private int Port => ((IPEndPoint)_inside.LocalEndpoint).Port;

    [Fact]
    public async Task A_name_that_changes_its_answer_reaches_nothing_inside()
    {
        var names = new Names(Elsewhere, [IPAddress.Loopback]);
        var addresses = new OutboundAddresses(names, Options.Create(new OutboundOptions()));
        using var http = new OutboundHttp(addresses);
        var url = $"https://rebinding.example.com:{Port}/hook";
        Assert.Null(await addresses.RefusalNowAsync(url, default));

        await Assert.ThrowsAsync<OutboundRefusedException>(() => http.SendAsync(new HttpRequestMessage(HttpMethod.Post, url), default));

        Assert.False(_inside.Pending());
    }

    [Fact]
    public async Task A_name_is_asked_for_once_a_connection_so_nothing_can_change_between_check_and_connection()
    {
        var names = new Names([IPAddress.Loopback], [IPAddress.Parse("192.0.2.1")]);
        using var http = new OutboundHttp(new OutboundAddresses(names, Options.Create(new OutboundOptions { AllowPrivate = true })));
        var served = AnswerAsync("HTTP/1.1 204 No Content\r\n\r\n");

        using var answer = await http.SendAsync(new HttpRequestMessage(HttpMethod.Post, $"http://hooks.example.com:{Port}/hook"), default);

        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.StartsWith($"POST /hook HTTP/1.1\r\nHost: hooks.example.com:{Port}", await served, StringComparison.Ordinal);
        Assert.Equal(1, names.Asked);
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        using var http = new OutboundHttp(new OutboundAddresses(new Names([IPAddress.Loopback]), Options.Create(new OutboundOptions { AllowPrivate = true })));
        var served = AnswerAsync($"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:{Port}/secret\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");

        using var answer = await http.SendAsync(new HttpRequestMessage(HttpMethod.Post, $"http://hooks.example.com:{Port}/hook"), default);

        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        await served;
        Assert.False(_inside.Pending());
    }

    [Fact]
    public async Task A_url_that_must_not_be_called_is_refused_before_anything_is_asked()
    {
        var names = new Names([Elsewhere]);
        using var http = new OutboundHttp(new OutboundAddresses(names, Options.Create(new OutboundOptions())));
        await Assert.ThrowsAsync<OutboundRefusedException>(() => http.SendAsync(new HttpRequestMessage(HttpMethod.Get, $"http://127.0.0.1:{Port}/"), default));
        Assert.Equal(0, names.Asked);
        Assert.False(_inside.Pending());
    }

    public void Dispose() => _inside.Dispose();

    // Answers one request and returns what it read.
    private async Task<string> AnswerAsync(string answer)
    {
        using var connection = await _inside.AcceptTcpClientAsync();
        var stream = connection.GetStream();
        var buffer = new byte[4096];
        var read = await stream.ReadAsync(buffer);
        await stream.WriteAsync(Encoding.ASCII.GetBytes(answer));
        return Encoding.ASCII.GetString(buffer, 0, read);
    }
}
