using System.Net;
using System.Net.Sockets;
using System.Text;
using Artisan.LocalHost.Tests.Stub;

namespace Artisan.LocalHost.Tests;

public sealed class ForwardingRequestsTests(ForwardingRequestsTests.RunningApp running) : IClassFixture<ForwardingRequestsTests.RunningApp>
{
    private readonly StubApp _app = running.App;

    [Fact]
    public async Task The_path_goes_on_as_it_was_sent()
    {
        await RawAsync("GET /api/things/path/a%2Fb%20c%25/%C3%A4?x=1&x=2&y=a%2Fb HTTP/1.1\r\nHost: example.test\r\nConnection: close\r\n\r\n");

        var seen = Assert.Single(_app.Seen("/api/things/path/a%2Fb%20c%25/%C3%A4"));
        Assert.Equal("/api/things/path/a%2Fb%20c%25/%C3%A4?x=1&x=2&y=a%2Fb", seen.Target);
        Assert.Equal("example.test", seen.Headers["Host"]);
    }

    [Fact]
    public async Task The_hosts_headers_are_added_and_forged_ones_never_arrive()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/things/forged");
        request.Headers.Add("x-azure-functions-invocationid", "forged");
        request.Headers.Add("X-Azure-Functions-Anything", "forged");
        request.Headers.Add("X-Forwarded-For", "8.8.8.8");
        request.Headers.Add("Cookie", "a=b");
        request.Headers.Add("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
        request.Headers.UserAgent.ParseAdd("Tester/1.0");
        await _app.Client.SendAsync(request);

        var headers = Assert.Single(_app.Seen("/api/things/forged")).Headers;
        Assert.True(Guid.TryParse(headers["X-Azure-Functions-InvocationId"], out _));
        Assert.Equal("4.1037.0.0", headers["X-Azure-Functions-HostVersion"]);
        Assert.False(headers.ContainsKey("X-Azure-Functions-Anything"));
        Assert.Contains(headers["X-Forwarded-For"], new[] { "127.0.0.1", "::1" });
        Assert.Equal(("a=b", "http"), (headers["Cookie"], headers["X-Forwarded-Proto"]));
        Assert.Equal("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", headers["traceparent"]);
        Assert.Equal("Tester/1.0 Azure-Functions-Host/4.1037.0.0", headers["User-Agent"]);
    }

    [Fact]
    public async Task Hop_headers_and_those_named_by_Connection_stay_behind()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/things/hop") { Content = new StringContent("{}") };
        request.Headers.Connection.Add("X-Secret-Hop");
        request.Headers.Add("X-Secret-Hop", "1");
        request.Headers.TE.ParseAdd("trailers");
        request.Content.Headers.ContentEncoding.Add("gzip");
        await _app.Client.SendAsync(request);

        var headers = Assert.Single(_app.Seen("/api/things/hop")).Headers;
        Assert.DoesNotContain(headers.Keys, name => name is "X-Secret-Hop" or "TE" or "Content-Encoding");
    }

    [Theory]
    [InlineData("GET", "/api/things", 200)]
    [InlineData("GET", "/API/Things/a/b/c", 200)]
    [InlineData("PATCH", "/api/things/1", 404)]
    [InlineData("GET", "/api/thingsx", 404)]
    [InlineData("GET", "/api/things//1", 404)]
    [InlineData("GET", "/hello", 200)]
    [InlineData("GET", "/hello/bob", 200)]
    [InlineData("GET", "/hello/bob/x", 404)]
    [InlineData("POST", "/things", 404)]
    [InlineData("GET", "/api/elsewhere", 404)]
    public async Task A_call_reaches_the_handler_only_by_a_listed_route_and_method(string method, string path, int status)
    {
        var marked = $"{path}?{method}";
        using var answer = await _app.Client.SendAsync(new HttpRequestMessage(new HttpMethod(method), marked));

        Assert.Equal((status, status == 200 ? 1 : 0), ((int)answer.StatusCode, _app.Seen().Count(call => call.Target == marked)));
    }

    [Fact]
    public async Task The_answer_comes_back_with_status_headers_and_body()
    {
        _app.Plan("/api/things/taken", new PlannedAnswer(409, "application/problem+json", """{"code":"x"}""", Headers: new() { ["ETag"] = "\"7\"", ["Location"] = "/api/things/2", ["Connection"] = "close" }));

        using var answer = await _app.Client.PostAsync("/api/things/taken", new StringContent("{}", Encoding.UTF8, "application/json"));

        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Equal(("application/problem+json", "\"7\"", "/api/things/2"), (answer.Content.Headers.ContentType!.MediaType, answer.Headers.ETag!.Tag, answer.Headers.Location!.OriginalString));
        Assert.Equal("""{"code":"x"}""", await answer.Content.ReadAsStringAsync());
        Assert.Null(answer.Headers.ConnectionClose);
    }

    [Fact]
    public async Task A_big_body_streams_through()
    {
        const int size = 60 * 1024 * 1024;
        using var content = new ByteArrayContent(new byte[size]);
        using var answer = await _app.Client.PutAsync("/api/things/big", content);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(size, Assert.Single(_app.Seen("/api/things/big")).Length);
    }

    [Fact]
    public async Task An_answer_streams_while_the_handler_still_writes()
    {
        _app.Plan("/api/things/slow", new PlannedAnswer(Body: "start", ContentType: "text/event-stream", ThenAfterMs: 3000));
        var began = Environment.TickCount64;

        using var answer = await _app.Client.GetAsync("/api/things/slow", HttpCompletionOption.ResponseHeadersRead);
        var stream = await answer.Content.ReadAsStreamAsync();
        var first = new byte[5];
        await stream.ReadExactlyAsync(first);
        var waited = Environment.TickCount64 - began;

        Assert.Equal("start", Encoding.ASCII.GetString(first));
        Assert.True(waited < 2500, $"The first part came after {waited} ms.");
        Assert.Equal("end", await new StreamReader(stream).ReadToEndAsync());
    }

    [Fact]
    public async Task An_invalid_content_type_is_500_and_an_overlong_address_414()
    {
        Assert.StartsWith("HTTP/1.1 500", await RawAsync("POST /api/things/invalid HTTP/1.1\r\nHost: h\r\nContent-Type: nonsense\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}"), StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 414", await RawAsync($"GET /api/things/{new string('a', 9000)} HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n"), StringComparison.Ordinal);
        Assert.Empty(_app.Seen("/api/things/invalid"));
    }

    [Fact]
    public async Task A_header_beyond_ascii_reaches_the_handler_as_it_was_sent()
    {
        Assert.StartsWith("HTTP/1.1 200", await RawAsync("GET /api/things/umlaut HTTP/1.1\r\nHost: h\r\nAuthorization: Bearer schlüssel\r\nConnection: close\r\n\r\n"), StringComparison.Ordinal);
        Assert.Equal("Bearer schlüssel", Assert.Single(_app.Seen("/api/things/umlaut")).Headers["Authorization"]);
    }

    [Fact]
    public async Task A_body_that_is_said_to_be_larger_than_a_body_may_be_is_413_before_any_of_it_is_sent()
    {
        Assert.StartsWith("HTTP/1.1 413", await RawAsync("POST /api/things/huge HTTP/1.1\r\nHost: h\r\nContent-Length: 104857601\r\nConnection: close\r\n\r\n"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_handler_refuses_before_it_reads_is_answered_without_waiting_for_the_body()
    {
        _app.Plan("/api/things/refused", new PlannedAnswer(413, "application/problem+json", "{}", Unread: true));
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, _app.Host!.Address.Port);
        await using var stream = client.GetStream();
        await stream.WriteAsync("POST /api/things/refused HTTP/1.1\r\nHost: h\r\nContent-Length: 20000000\r\n\r\n"u8.ToArray());
        Assert.StartsWith("HTTP/1.1 413", await new StreamReader(stream).ReadLineAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_that_breaks_connections_behind_the_Functions_host_closes_this_one_and_is_logged()
    {
        _app.Plan("/api/things/gone", new PlannedAnswer(204, null, null));

        using var answer = await _app.Client.DeleteAsync("/api/things/gone");

        Assert.True(answer.Headers.ConnectionClose);
        lock (_app.Log) Assert.Contains(_app.Log, line => line.Contains("answered 204", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Pages_fall_back_to_the_spa_with_security_headers_and_assets_are_cached_for_ever()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/value/definitions");
        request.Headers.Accept.ParseAdd("text/html");
        using var page = await _app.Client.SendAsync(request);
        using var asset = await _app.Client.GetAsync("/assets/app-1234.js");

        Assert.Equal("<title>spa</title>", await page.Content.ReadAsStringAsync());
        Assert.Equal("no-cache", page.Headers.CacheControl!.ToString());
        var policy = page.Headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains("script-src 'self'; style-src 'self' 'unsafe-inline'", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", page.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.False(page.Headers.Contains("Strict-Transport-Security"));
        Assert.Contains("immutable", asset.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET", "/api/nothing", "text/html")]
    [InlineData("GET", "/value", "application/json")]
    [InlineData("POST", "/value", "text/html")]
    [InlineData("GET", "/assets/missing.js", "text/html")]
    [InlineData("GET", "/../Artisan.LocalHost.dll", "text/html")]
    public async Task Nothing_else_gets_the_spa(string method, string path, string accept)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Headers.Accept.ParseAdd(accept);

        Assert.Equal(HttpStatusCode.NotFound, (await _app.Client.SendAsync(request)).StatusCode);
    }

    [Theory]
    [InlineData("evil.example", 404)]
    [InlineData("localhost", 200)]
    public async Task The_hosts_own_pages_answer_only_to_this_machines_name(string name, int status) =>
        Assert.StartsWith($"HTTP/1.1 {status}", await RawAsync($"GET /dev/clock HTTP/1.1\r\nHost: {name}\r\nConnection: close\r\n\r\n"), StringComparison.Ordinal);

    private async Task<string> RawAsync(string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, _app.Host!.Address.Port);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.UTF8.GetBytes(request));
        return await new StreamReader(stream).ReadToEndAsync();
    }

    public sealed class RunningApp : IAsyncLifetime
    {
        internal StubApp App { get; } = new StubApp().Http("things", "api/things/{*path}", "get", "post", "put", "delete", "head").Http("hello", "hello/{name?}", "get");

        public Task InitializeAsync()
        {
            Directory.CreateDirectory(Path.Combine(App.Web, "assets"));
            File.WriteAllText(Path.Combine(App.Web, "index.html"), "<title>spa</title>");
            File.WriteAllText(Path.Combine(App.Web, "assets", "app-1234.js"), "1");
            return App.StartAsync();
        }

        public Task DisposeAsync() => App.DisposeAsync().AsTask();
    }
}
