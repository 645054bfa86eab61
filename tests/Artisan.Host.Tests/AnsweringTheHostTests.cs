using System.Net;
using Artisan.Testing.Host;

namespace Artisan.Host.Tests;

public sealed class AnsweringTheHostTests : IAsyncLifetime
{
    private ArtisanApp _app = null!;

    public async Task InitializeAsync() => _app = await ArtisanApp.StartAsync();

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Fact]
    public async Task A_knock_at_the_root_is_answered_at_once_and_without_credentials()
    {
        using var answer = await _app.Client.GetAsync(new Uri("/", UriKind.Relative));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("{}", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Health_names_every_service_and_its_state_and_nothing_more()
    {
        var health = await _app.Client.GetJsonAsync("/api/health");

        Assert.Equal("healthy", (string?)health["status"]);
        Assert.Equal(["model", "payments", "queues", "signing", "storage"], health["services"]!.AsObject().Select(s => s.Key).Order(StringComparer.Ordinal));
        Assert.Equal("healthy", (string?)health["services"]!["storage"]);
        Assert.Equal("healthy", (string?)health["services"]!["signing"]);
    }

    [Fact]
    public async Task A_queue_door_refuses_whoever_is_not_the_host()
    {
        var problem = await _app.Client.PostJsonAsync("/outbox-bell", new { Data = new { item = "{}" } }, HttpStatusCode.NotFound);

        Assert.Equal("request.no_such_route", (string?)problem["code"]);
    }

    [Theory]
    [InlineData("GET", "/api/nothing", 404, "request.no_such_route")]
    [InlineData("DELETE", "/api/health", 405, "request.method_not_allowed")]
    public async Task What_is_not_there_is_said_in_a_problem(string method, string path, int status, string code)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        var problem = await Json.ReadAsync(_app.Client.SendAsync(request), (HttpStatusCode)status);

        Assert.Equal(code, (string?)problem["code"]);
        Assert.NotEmpty((string)problem["traceId"]!);
    }

    [Fact]
    public async Task Every_answer_carries_the_security_headers_and_what_it_cost()
    {
        using var answer = await _app.Client.GetAsync(new Uri("/api/health", UriKind.Relative));

        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Contains("frame-ancestors 'none'", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.StartsWith("max-age=63072000", answer.Headers.GetValues("Strict-Transport-Security").Single(), StringComparison.Ordinal);
        Assert.Equal("no-store", answer.Headers.CacheControl!.ToString());
        Assert.Contains("storage;desc=", answer.Headers.GetValues("Server-Timing").Single(), StringComparison.Ordinal);
        Assert.DoesNotContain(answer.Headers, h => h.Key is "Server" or "X-Powered-By");
    }

    [Fact]
    public async Task A_preflight_of_another_origin_gets_no_permission_and_of_ours_a_200()
    {
        using var foreign = await PreflightAsync("https://evil.example");
        using var own = await PreflightAsync("https://app.artisan.test");

        Assert.False(foreign.Headers.Contains("Access-Control-Allow-Origin"));
        Assert.Equal(HttpStatusCode.OK, own.StatusCode);
        Assert.Equal("https://app.artisan.test", own.Headers.GetValues("Access-Control-Allow-Origin").Single());
    }

    private Task<HttpResponseMessage> PreflightAsync(string origin)
    {
        var request = new HttpRequestMessage(HttpMethod.Options, "/api/health");
        request.Headers.Add("Origin", origin);
        request.Headers.Add("Access-Control-Request-Method", "GET");
        return _app.Client.SendAsync(request);
    }
}
