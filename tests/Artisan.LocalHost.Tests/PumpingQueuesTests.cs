using System.Text;
using System.Text.Json;
using Artisan.Azure.Queues;
using Artisan.LocalHost.Tests.Stub;
using Azure;

namespace Artisan.LocalHost.Tests;

public sealed class PumpingQueuesTests : IAsyncLifetime
{
    private readonly StubApp _app = new StubApp().WriteHostJson();
    private readonly string _name = StubApp.NewQueue();
    private QueueClient _queue = null!;

    public async Task InitializeAsync()
    {
        _queue = await StubApp.QueueClientAsync(_name);
        _app.Queue("pick", _name).WriteHostJson(new { maxPollingInterval = "00:00:00.3", maxDequeueCount = 3, batchSize = 4, newBatchThreshold = 2 });
    }

    public Task DisposeAsync() => _app.DisposeAsync().AsTask();

    [Fact]
    public async Task A_message_reaches_its_function_by_the_contract_and_is_deleted_after_success()
    {
        await _app.StartAsync();
        await _queue.CreateIfNotExistsAsync();
        await SendAsync("""{"id":7,"text":"ä"}""");

        var call = Assert.Single(await _app.SeenAsync("/pick", 1));
        var body = JsonDocument.Parse(call.Body).RootElement;
        Assert.Equal("""{"id":7,"text":"ä"}""", JsonSerializer.Deserialize<string>(body.GetProperty("Data").GetProperty("item").GetString()!));
        Assert.Equal(("\"7\"", "1"), (body.GetProperty("Metadata").GetProperty("Id").GetString(), body.GetProperty("Metadata").GetProperty("DequeueCount").GetString()));
        Assert.Equal("pick", body.GetProperty("Metadata").GetProperty("sys").GetProperty("MethodName").GetString());
        Assert.Equal(("POST", "application/json; charset=utf-8", "Azure-Functions-Host/4.1037.0.0"), (call.Method, call.Headers["Content-Type"], call.Headers["User-Agent"]));
        Assert.True(call.Headers.ContainsKey("Content-Length"));
        await EmptyAsync(_queue);
    }

    [Fact]
    public async Task A_failing_message_is_tried_until_the_limit_and_then_poisoned_with_the_same_text()
    {
        await _queue.CreateIfNotExistsAsync();
        _app.Plan("/pick", new PlannedAnswer(500));
        await _app.StartAsync();
        await SendAsync("plain text");

        var poison = await PoisonedAsync();

        Assert.Equal("plain text", Encoding.UTF8.GetString(Convert.FromBase64String(poison)));
        Assert.Equal(["1", "2", "3"], _app.Seen("/pick").Select(call => JsonDocument.Parse(call.Body).RootElement.GetProperty("Metadata").GetProperty("DequeueCount").GetString()));
        await EmptyAsync(_queue);
    }

    [Fact]
    public async Task Text_that_is_not_base64_goes_to_the_poison_queue_raw_and_never_to_the_handler()
    {
        await _queue.CreateIfNotExistsAsync();
        await _app.StartAsync();
        await _queue.SendMessageAsync("not base64!");

        Assert.Equal("not base64!", await PoisonedAsync());
        Assert.Empty(_app.Seen("/pick"));
        await EmptyAsync(_queue);
    }

    [Fact]
    public async Task A_message_received_too_often_elsewhere_is_poisoned_without_a_call()
    {
        await _queue.CreateIfNotExistsAsync();
        await SendAsync("worn");
        for (var i = 0; i < 3; i++)
        {
            var taken = (await _queue.ReceiveMessagesAsync(1, TimeSpan.FromMinutes(1))).Value[0];
            await _queue.UpdateMessageAsync(taken.MessageId, taken.PopReceipt, visibilityTimeout: TimeSpan.Zero);
        }

        await _app.StartAsync();

        await PoisonedAsync();
        Assert.Empty(_app.Seen("/pick"));
    }

    [Fact]
    public async Task A_long_run_keeps_its_message_invisible()
    {
        await _queue.CreateIfNotExistsAsync();
        _app.Options = _app.Options with { MessageInFlight = TimeSpan.FromSeconds(2) };
        _app.Plan("/pick", new PlannedAnswer(DelayMs: 5000));
        await _app.StartAsync();
        await SendAsync("slow");

        await _app.SeenAsync("/pick", 1);
        await Task.Delay(5500);

        Assert.Single(_app.Seen("/pick"));
        await EmptyAsync(_queue);
    }

    [Fact]
    public async Task At_most_a_batch_and_the_threshold_run_at_once()
    {
        await _queue.CreateIfNotExistsAsync();
        _app.Plan("/pick", new PlannedAnswer(DelayMs: 1500));
        for (var i = 0; i < 10; i++) await SendAsync($"m{i}");
        await _app.StartAsync();

        await _app.SeenAsync("/pick", 4);
        await Task.Delay(500);
        Assert.InRange(_app.Seen("/pick").Count, 4, 6);

        await _app.SeenAsync("/pick", 10);
        await EmptyAsync(_queue);
    }

    [Fact]
    public async Task A_failure_waits_for_the_visibility_timeout()
    {
        await _queue.CreateIfNotExistsAsync();
        _app.WriteHostJson(new { maxPollingInterval = "00:00:00.2", visibilityTimeout = "00:00:02" }).Plan("/pick", new PlannedAnswer(500), new PlannedAnswer());
        await _app.StartAsync();
        await SendAsync("again");

        var calls = await _app.SeenAsync("/pick", 2);

        Assert.InRange(calls[1].Tick - calls[0].Tick, 1000, 6000);
    }

    [Theory]
    [InlineData(200, "text/plain", "{}", "content type")]
    [InlineData(200, "application/json", "[]", "not a JSON object")]
    [InlineData(200, "application/json", "{", "not valid JSON")]
    [InlineData(302, "application/json", "{}", "answered 302")]
    public async Task An_answer_outside_the_contract_is_a_failure(int status, string type, string body, string why)
    {
        await _queue.CreateIfNotExistsAsync();
        _app.Plan("/pick", new PlannedAnswer(status, type, body), new PlannedAnswer(202, "application/json; charset=utf-8", """{"Logs":["from the handler"]}"""));
        await _app.StartAsync();
        await SendAsync("x");

        await _app.SeenAsync("/pick", 2);

        await EmptyAsync(_queue);
        lock (_app.Log)
        {
            Assert.Contains(_app.Log, line => line.StartsWith("Error Function.pick", StringComparison.Ordinal) && line.Contains(why, StringComparison.Ordinal));
            Assert.Contains(_app.Log, line => line.Contains("from the handler", StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData(200, "")]
    [InlineData(204, "")]
    [InlineData(200, "null")]
    public async Task An_empty_answer_hangs_until_the_function_timeout_and_costs_the_handler_its_life(int status, string body)
    {
        await _queue.CreateIfNotExistsAsync();
        _app.WriteHostJson(new { maxPollingInterval = "00:00:00.2" }, functionTimeout: "00:00:02").Plan("/pick", new PlannedAnswer(status, body.Length > 0 ? "application/json" : null, body), new PlannedAnswer());
        await _app.StartAsync();
        var first = _app.Host!.HandlerProcessId;
        await SendAsync("x");

        var calls = await _app.SeenAsync("/pick", 2);

        Assert.InRange(calls[1].Tick - calls[0].Tick, 1900, 10_000);
        Assert.Equal(first, calls[0].Pid);
        Assert.NotEqual(first, calls[1].Pid);
        await EmptyAsync(_queue);
    }

    [Fact]
    public async Task A_message_that_waits_for_a_late_handler_is_not_lost_or_counted_twice()
    {
        await _queue.CreateIfNotExistsAsync();
        await SendAsync("early");
        _app.Settings["STUB_START_DELAY"] = "1500";
        await _app.StartAsync();

        var call = Assert.Single(await _app.SeenAsync("/pick", 1));
        Assert.Equal("1", JsonDocument.Parse(call.Body).RootElement.GetProperty("Metadata").GetProperty("DequeueCount").GetString());
    }

    [Fact]
    public async Task A_message_in_flight_is_given_back_when_the_host_stops()
    {
        await _queue.CreateIfNotExistsAsync();
        _app.Plan("/pick", new PlannedAnswer(DelayMs: 60_000));
        await _app.StartAsync();
        await SendAsync("interrupted");
        await _app.SeenAsync("/pick", 1);

        await _app.StopAsync();

        Assert.Single((await _queue.ReceiveMessagesAsync(1)).Value);
    }

    private Task<Response<SendReceipt>> SendAsync(string text) => _queue.SendMessageAsync(Convert.ToBase64String(Encoding.UTF8.GetBytes(text)));

    private async Task<string> PoisonedAsync()
    {
        var poison = await StubApp.QueueClientAsync(_name + "-poison");
        string? text = null;
        await _app.UntilAsync(
            async () =>
            {
                try
                {
                    text = (await poison.PeekMessagesAsync(1)).Value.FirstOrDefault()?.MessageText;
                }
                catch (RequestFailedException e) when (e.Status == 404)
                {
                    return false;
                }

                return text is not null;
            },
            "a message in the poison queue");
        return text!;
    }

    private Task EmptyAsync(QueueClient queue) => _app.UntilAsync(async () => (await queue.GetPropertiesAsync()).Value.ApproximateMessagesCount == 0, "an empty queue");
}
