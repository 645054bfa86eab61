using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Artisan.Testing.Host;

namespace Artisan.Host.Tests;

public sealed class RefusingBadInputTests : IAsyncLifetime
{
    private ArtisanApp _app = null!;

    public async Task InitializeAsync() => _app = await ArtisanApp.StartAsync();

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Theory]
    [InlineData("{", "request.malformed", null)]
    [InlineData("", "request.malformed", null)]
    [InlineData("null", "request.malformed", null)]
    [InlineData("[]", "request.malformed", null)]
    [InlineData("""{"name":1,"email":"a@example.com","workspaceName":"x"}""", "request.malformed", "name")]
    [InlineData("""{"name":null,"email":"a@example.com","workspaceName":"x"}""", "request.malformed", "name")]
    [InlineData("""{"name":"a","email":"a@example.com","workspaceName":"x","isAdmin":true}""", "request.malformed", "isAdmin")]
    [InlineData("""{"name":"a","name":"b","email":"a@example.com","workspaceName":"x"}""", "request.malformed", null)]
    [InlineData("""{"name":"a","email":"a@example.com"}""", "request.malformed", null)]
    [InlineData("""{"name":"a","email":"a@example.com","workspaceName":""}""", "request.invalid", "workspaceName")]
    public async Task A_body_that_is_not_as_it_must_be_is_refused_with_the_field(string body, string code, string? field)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        var problem = await Json.ReadAsync(_app.Client.PostAsync(new Uri("/api/auth/register", UriKind.Relative), content), HttpStatusCode.BadRequest);

        Assert.Equal(code, (string?)problem["code"]);
        Assert.Equal(400, (int)problem["status"]!);
        Assert.DoesNotContain("Artisan.", problem.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain("System.", problem.ToJsonString(), StringComparison.Ordinal);
        if (field is not null) Assert.Contains(field, problem["errors"]!.AsObject().Select(e => e.Key));
    }

    [Fact]
    public async Task A_deeply_nested_body_is_refused()
    {
        using var content = new StringContent(string.Concat(Enumerable.Repeat("[", 5000)), Encoding.UTF8, "application/json");

        Assert.Equal("request.malformed", (string?)(await Json.ReadAsync(_app.Client.PostAsync(new Uri("/api/auth/register", UriKind.Relative), content), HttpStatusCode.BadRequest))["code"]);
    }

    [Fact]
    public async Task A_form_is_refused_as_another_type_of_content()
    {
        using var form = new FormUrlEncodedContent([KeyValuePair.Create("name", "x")]);

        Assert.Equal("request.unsupported_media_type", (string?)(await Json.ReadAsync(_app.Client.PostAsync(new Uri("/api/auth/register", UriKind.Relative), form), HttpStatusCode.UnsupportedMediaType))["code"]);
    }

    [Fact]
    public async Task A_request_of_10_MB_and_a_byte_is_refused_before_it_is_read()
    {
        var answer = await RawAsync("POST /api/auth/register HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 10485761\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 413", answer, StringComparison.Ordinal);
        Assert.Contains("request.too_large", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_without_a_length_is_asked_for_one()
    {
        var answer = await RawAsync("POST /api/auth/register HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 411", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("limit=0")]
    [InlineData("limit=201")]
    [InlineData("limit=NaN")]
    [InlineData("cursor=AAAA")]
    [InlineData("cursor=%00")]
    public async Task A_bad_page_is_refused(string query)
    {
        var user = await _app.SignUpAsync();

        var problem = await user.Client.GetJsonAsync($"/api/auth/sessions?{query}", HttpStatusCode.BadRequest);

        Assert.Contains((string)problem["code"]!, new[] { "request.invalid", "request.cursor_invalid" });
    }

    [Theory]
    [InlineData("Origin", "https://evil.example")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    public async Task Another_sites_page_can_change_nothing(string header, string value)
    {
        JsonNode problem = await _app.Client.PostJsonAsync("/api/auth/refresh", new { }, HttpStatusCode.Forbidden, (header, value));

        Assert.Equal("auth.cross_site", (string?)problem["code"]);
    }

    private async Task<string> RawAsync(string head)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(_app.Address.Host, _app.Address.Port);
        var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head));
        var buffer = new byte[8192];
        var text = new StringBuilder();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        while (!text.ToString().Contains("\"traceId\"", StringComparison.Ordinal))
        {
            var read = await stream.ReadAsync(buffer, patience.Token);
            if (read == 0) break;
            text.Append(Encoding.UTF8.GetString(buffer, 0, read));
        }

        return text.ToString();
    }
}
