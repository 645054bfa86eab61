using System.Diagnostics;
using System.Net;
using Artisan.LocalHost.Tests.Stub;

namespace Artisan.LocalHost.Tests;

public sealed class HandlerDeathTests : IAsyncLifetime
{
    private readonly StubApp _app = new StubApp().Http("things", "api/{*path}", "get", "post");

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _app.DisposeAsync().AsTask();

    [Fact]
    public async Task After_an_error_it_is_started_again()
    {
        _app.Plan("/api/die", new PlannedAnswer(Exit: 3));
        await _app.StartAsync();

        using var died = await _app.Client.GetAsync("/api/die");

        Assert.Equal((HttpStatusCode.InternalServerError, ""), (died.StatusCode, await died.Content.ReadAsStringAsync()));
        await FineAsync();
        Assert.Equal(2, _app.Seen().Select(call => call.Pid).Distinct().Count());
    }

    [Fact]
    public async Task After_exit_code_0_it_stays_dead_and_every_call_is_an_empty_500()
    {
        _app.Plan("/api/die", new PlannedAnswer(Exit: 0));
        await _app.StartAsync();

        using var died = await _app.Client.GetAsync("/api/die");
        using var after = await _app.Client.GetAsync("/api/fine");

        Assert.Equal((HttpStatusCode.InternalServerError, HttpStatusCode.InternalServerError), (died.StatusCode, after.StatusCode));
        Assert.False(_app.Host!.Completion.IsCompleted);
    }

    [Fact]
    public async Task Exit_code_200_is_restarted_without_being_counted()
    {
        _app.Plan("/api/die", new PlannedAnswer(Exit: 200));
        await _app.StartAsync();

        for (var i = 0; i < 4; i++)
        {
            await _app.Client.GetAsync("/api/die");
            await FineAsync();
        }

        Assert.True(_app.Seen().Select(call => call.Pid).Distinct().Count() >= 4);
    }

    [Fact]
    public async Task The_third_error_within_half_an_hour_ends_the_host_with_a_sentence()
    {
        await File.WriteAllTextAsync(Path.Combine(_app.Notes, "exit-at-start"), "5");

        var end = await Assert.ThrowsAsync<LocalHostException>(_app.StartAsync);

        Assert.Equal("The handler ended with exit code 5. That is the third error of the handler within 30 minutes, so the host stops.", end.Message);
    }

    [Fact]
    public async Task A_handler_that_never_answers_is_given_up_the_same_way()
    {
        _app.WriteHostJson(initialization: "00:00:00.4").Settings["STUB_START_DELAY"] = "60000";

        var end = await Assert.ThrowsAsync<LocalHostException>(_app.StartAsync);

        Assert.StartsWith("The handler did not answer on port", end.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_handler_that_does_not_exist_is_named()
    {
        await File.WriteAllTextAsync(Path.Combine(_app.Root, "host.json"), """{ "customHandler": { "enableForwardingHttpRequest": true, "description": { "defaultExecutablePath": "no-such-program" } } }""");

        var end = await Assert.ThrowsAsync<LocalHostException>(_app.StartAsync);

        Assert.Contains("no-such-program cannot be started", end.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stop_leaves_no_process_behind()
    {
        await _app.StartAsync();
        var handler = _app.Host!.HandlerProcessId!.Value;

        await _app.StopAsync();

        Assert.Throws<ArgumentException>(() => Process.GetProcessById(handler));
    }

    [Fact]
    public async Task A_buffering_host_refuses_a_body_of_unknown_length()
    {
        await _app.WriteHostJson(streams: false).StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/x") { Content = new StringContent("{}") };
        request.Headers.TransferEncodingChunked = true;

        using var answer = await _app.Client.SendAsync(request);

        Assert.Equal((HttpStatusCode.InternalServerError, 0), (answer.StatusCode, _app.Seen().Count));
    }

    private Task FineAsync() => _app.UntilAsync(async () => (await _app.Client.GetAsync("/api/fine")).StatusCode == HttpStatusCode.OK, "a handler that answers again");
}
