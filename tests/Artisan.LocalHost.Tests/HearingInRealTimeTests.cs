using System.Buffers.Text;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Artisan.Azure.SignalR;
using Artisan.LocalHost.Tests.Stub;

namespace Artisan.LocalHost.Tests;

public sealed class HearingInRealTimeTests : IAsyncLifetime
{
    private const char End = '\u001e';
    private readonly Dictionary<ClientWebSocket, Queue<string>> _pending = [];
    private readonly StubApp _app = new StubApp().Http("things", "api/{*path}", "get");

    public Task InitializeAsync() => _app.StartAsync();

    public Task DisposeAsync() => _app.DisposeAsync().AsTask();

    [Fact]
    public async Task A_message_reaches_the_user_the_group_and_everyone_it_is_sent_to()
    {
        using var anna = await ConnectAsync("anna");
        using var ben = await ConnectAsync("ben");
        await CallAsync(HttpMethod.Put, "groups/ws_1/users/anna");

        await CallAsync(HttpMethod.Post, "groups/ws_1", new { target = "notify", arguments = new object[] { new { id = 1 } } });
        await CallAsync(HttpMethod.Post, "users/ben", new { target = "notify", arguments = new object[] { 2 } });
        await CallAsync(HttpMethod.Post, "", new { target = "all", arguments = Array.Empty<object>() });

        Assert.Equal("""notify [{"id":1}]""", await HearAsync(anna));
        Assert.Equal("all []", await HearAsync(anna));
        Assert.Equal("notify [2]", await HearAsync(ben));
        Assert.Equal("all []", await HearAsync(ben));
    }

    [Fact]
    public async Task A_later_connection_of_the_user_is_in_the_group_and_one_that_was_taken_out_is_not()
    {
        await CallAsync(HttpMethod.Put, "groups/ws_1/users/anna");
        await CallAsync(HttpMethod.Put, "groups/ws_1/users/ben");
        using var anna = await ConnectAsync("anna");
        using var ben = await ConnectAsync("ben");
        await CallAsync(HttpMethod.Delete, "groups/ws_1/users/ben");

        await CallAsync(HttpMethod.Post, "groups/ws_1", new { target = "group", arguments = Array.Empty<object>() });
        await CallAsync(HttpMethod.Post, "", new { target = "all", arguments = Array.Empty<object>() });

        Assert.Equal("group []", await HearAsync(anna));
        Assert.Equal("all []", await HearAsync(ben));
    }

    [Fact]
    public async Task The_apps_own_client_sends_to_one_user_and_lets_him_in_as_nobody_else()
    {
        var key = (await File.ReadAllTextAsync(Path.Combine(_app.Data, "realtime.key"))).Trim();
        var client = new SignalRServiceClient($"Endpoint={_app.Host!.Address}dev/signalr;AccessKey={key};Version=1.0;", TimeProvider.System);
        using var anna = await ConnectAsync("ws_1.anna", client.Negotiate("n", "ws_1.anna", TimeSpan.FromMinutes(5)));
        using var ben = await ConnectAsync("ben");

        await client.SendToUserAsync("n", "ws_1.anna", "notify", JsonSerializer.SerializeToElement(new { id = 1 }));
        await client.SendToUserAsync("n", "ben", "notify", JsonSerializer.SerializeToElement(2));
        await client.SendToUserAsync("n", "nobody", "notify", JsonSerializer.SerializeToElement(3));

        Assert.Equal("""notify [{"id":1}]""", await HearAsync(anna));
        Assert.Equal("notify [2]", await HearAsync(ben));
        await Assert.ThrowsAsync<global::Azure.RequestFailedException>(() => new SignalRServiceClient($"Endpoint={_app.Host.Address}dev/signalr;AccessKey=another;", TimeProvider.System).SendToUserAsync("n", "ben", "notify", JsonSerializer.SerializeToElement(4)));
    }

    [Theory]
    [InlineData("AccessKey=x;")]
    [InlineData("Endpoint=https://example.com;")]
    [InlineData("Endpoint=nowhere;AccessKey=x;")]
    public void A_connection_string_that_leads_nowhere_is_refused(string text) => Assert.Throws<ArgumentException>(() => new SignalRServiceClient(text, TimeProvider.System));

    [Fact]
    public async Task Tokens_that_are_missing_forged_expired_or_for_another_part_open_nothing()
    {
        var client = Token("client/?hub=n", "anna", TimeSpan.FromMinutes(5));
        string?[] useless = [null, client[..^3] + "AAA", Token("client/?hub=n", "anna", TimeSpan.FromMinutes(-1)), Token("api/v1/hubs/n", null, TimeSpan.FromMinutes(5)), "a.b.c"];
        foreach (var token in useless)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/dev/signalr/client/negotiate?hub=n&negotiateVersion=1");
            if (token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            Assert.Equal(HttpStatusCode.Unauthorized, (await _app.Client.SendAsync(request)).StatusCode);
        }

        // A client may listen, never send.
        using var send = new HttpRequestMessage(HttpMethod.Post, "/dev/signalr/api/v1/hubs/n") { Content = JsonContent.Create(new { target = "t", arguments = Array.Empty<object>() }) };
        send.Headers.Authorization = new AuthenticationHeaderValue("Bearer", client);
        Assert.Equal(HttpStatusCode.Unauthorized, (await _app.Client.SendAsync(send)).StatusCode);
    }

    private async Task CallAsync(HttpMethod method, string path, object? message = null)
    {
        var url = $"dev/signalr/api/v1/hubs/n{(path.Length > 0 ? "/" + path : "")}";
        using var request = new HttpRequestMessage(method, "/" + url) { Content = message is null ? null : JsonContent.Create(message) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Token("api/v1/hubs/n/" + path, null, TimeSpan.FromMinutes(1)));
        using var answer = await _app.Client.SendAsync(request);
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
    }

    private async Task<ClientWebSocket> ConnectAsync(string user, (Uri Url, string AccessToken)? negotiated = null)
    {
        var socket = new ClientWebSocket();
        var token = negotiated?.AccessToken ?? Token("client/?hub=n", user, TimeSpan.FromMinutes(5));
        var address = negotiated?.Url ?? new Uri($"{_app.Host!.Address}dev/signalr/client/?hub=n");
        await socket.ConnectAsync(new Uri($"ws://localhost:{address.Port}{address.PathAndQuery}&access_token={token}"), CancellationToken.None);
        await socket.SendAsync(Encoding.UTF8.GetBytes("""{"protocol":"json","version":1}""" + End), WebSocketMessageType.Text, true, CancellationToken.None);
        var handshake = new byte[100];
        await socket.ReceiveAsync(handshake, CancellationToken.None);

        // The hub knows the connection a moment after its handshake: greeted until it hears it.
        for (var greeted = HearAsync(socket, "hello"); !greeted.IsCompleted; await Task.WhenAny(greeted, Task.Delay(100)))
            await CallAsync(HttpMethod.Post, "users/" + user, new { target = "hello", arguments = Array.Empty<object>() });
        return socket;
    }

    private async Task<string> HearAsync(ClientWebSocket socket, string? wanted = null)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        var pending = _pending.TryGetValue(socket, out var list) ? list : _pending[socket] = new Queue<string>();
        var text = new StringBuilder();
        var buffer = new byte[4096];
        while (true)
        {
            while (pending.TryDequeue(out var message))
            {
                var json = JsonDocument.Parse(message).RootElement;
                if (json.GetProperty("type").GetInt32() != 1) continue;
                var target = json.GetProperty("target").GetString();
                if (wanted is null ? target != "hello" : target == wanted) return $"{target} {json.GetProperty("arguments").GetRawText()}";
            }

            var part = await socket.ReceiveAsync(buffer, patience.Token);
            text.Append(Encoding.UTF8.GetString(buffer, 0, part.Count));
            if (text.Length == 0 || text[^1] != End) continue;
            foreach (var message in text.ToString().Split(End, StringSplitOptions.RemoveEmptyEntries)) pending.Enqueue(message);
            text.Clear();
        }
    }

    private string Token(string audience, string? user, TimeSpan life)
    {
        var expires = TimeProvider.System.GetUtcNow().Add(life).ToUnixTimeSeconds();
        var key = File.ReadAllText(Path.Combine(_app.Data, "realtime.key")).Trim();
        var head = Encode("""{"alg":"HS256","typ":"JWT"}""");
        var body = Encode(JsonSerializer.Serialize(new { aud = $"{_app.Host!.Address}dev/signalr/{audience}", exp = expires, nameid = user }));
        return $"{head}.{body}.{Base64Url.EncodeToString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Encoding.ASCII.GetBytes($"{head}.{body}")))}";
    }

    private static string Encode(string json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));
}
