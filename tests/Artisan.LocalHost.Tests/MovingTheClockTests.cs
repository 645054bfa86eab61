using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Artisan.Azure.Tables;
using Artisan.LocalHost.Clock;
using Artisan.LocalHost.Tests.Stub;

namespace Artisan.LocalHost.Tests;

public sealed class MovingTheClockTests(MovingTheClockTests.RunningApp running) : IClassFixture<MovingTheClockTests.RunningApp>, IAsyncLifetime
{
    private readonly StubApp _app = running.App;
    private readonly List<(string Partition, string Row)> _rows = [];
    private TableClient _table = null!;

    public async Task InitializeAsync()
    {
        _table = await StubApp.PlatformTableAsync();
        await SetAsync(new { freezeAt = "2031-03-01T12:00:30Z" });
    }

    public async Task DisposeAsync()
    {
        foreach (var (partition, row) in _rows) await _table.DeleteEntityAsync(partition, row);
    }

    [Fact]
    public async Task It_tells_where_it_stands_and_follows_the_system_until_it_is_moved()
    {
        var reset = await SetAsync(new { reset = true });
        var read = await _app.Client.GetFromJsonAsync<ClockResponse>("/dev/clock");

        Assert.True(reset.Running && read!.Running);
        Assert.InRange((read!.BusinessNow - read.Now).TotalSeconds, -0.01, 0.01);
        Assert.Equal("00:00:00", read.Offset);
    }

    [Fact]
    public async Task Frozen_it_stands_still_and_no_timer_runs()
    {
        await Task.Delay(200);
        var seen = _app.Seen().Count;
        var first = await _app.Client.GetFromJsonAsync<ClockResponse>("/dev/clock");
        await Task.Delay(300);
        var second = await _app.Client.GetFromJsonAsync<ClockResponse>("/dev/clock");

        Assert.Equal((At("2031-03-01T12:00:30Z"), false), (first!.BusinessNow, first.Running));
        Assert.Equal(first.BusinessNow, second!.BusinessNow);
        Assert.Equal(seen, _app.Seen().Count);
    }

    [Fact]
    public async Task A_short_step_runs_every_timer_at_each_of_its_times()
    {
        var before = _app.Seen("/minutely").Count;
        var moved = await SetAsync(new { advanceBy = "PT7M" });

        Assert.Equal(At("2031-03-01T12:07:30Z"), moved.BusinessNow);
        Assert.True(moved.Drained);
        var times = _app.Seen("/minutely").Skip(before).Select(Now).ToList();
        Assert.Equal(["12:01:00", "12:02:00", "12:03:00", "12:04:00", "12:05:00", "12:06:00", "12:07:00"], times);
    }

    [Fact]
    public async Task A_jump_of_18_months_stops_where_work_is_due_and_runs_timers_a_bounded_number_of_times()
    {
        await DueAsync("2031-05-01T00:00:10Z", "2031-11-11T11:11:11Z", "2032-08-31T23:59:00Z");
        var (minutely, hourly) = (_app.Seen("/minutely").Count, _app.Seen("/hourly").Count);
        var began = Environment.TickCount64;

        var moved = await SetAsync(new { to = "2032-09-01T12:00:00Z" });

        var runs = _app.Seen("/minutely").Skip(minutely).Select(call => Instant(call)).ToList();
        Assert.Contains(At("2031-05-01T00:01:00Z"), runs);
        Assert.Contains(At("2031-11-11T11:12:00Z"), runs);
        Assert.Contains(runs, at => at >= At("2032-08-31T23:59:00Z"));
        Assert.InRange(moved.Stops, 3, JumpPlan.MostTimerStops + 3);
        // What is due and nobody took may be an hourly timer's: it runs there as well, not at the next of the spread stops.
        Assert.Contains(At("2031-05-01T00:01:00Z"), _app.Seen("/hourly").Skip(hourly).Select(Instant));
        Assert.InRange(_app.Seen("/hourly").Count - hourly, 10, JumpPlan.MostTimerStops + 4);
        Assert.True(Environment.TickCount64 - began < 30_000);
    }

    [Fact]
    public async Task Work_that_comes_due_after_the_last_timer_run_is_still_done()
    {
        await DueAsync("2031-03-01T12:00:45Z");
        var before = _app.Seen("/minutely").Count;

        await SetAsync(new { to = "2031-03-01T12:00:50Z" });

        Assert.Equal(At("2031-03-01T12:00:50Z"), Instant(Assert.Single(_app.Seen("/minutely").Skip(before))));
    }

    [Fact]
    public async Task A_message_that_fails_on_the_way_is_tried_again_before_the_jump_ends()
    {
        _app.Plan("/pick", new PlannedAnswer(500, DelayMs: 1000), new PlannedAnswer());
        var queue = await StubApp.QueueClientAsync(running.Queue);
        await queue.CreateIfNotExistsAsync();
        await queue.SendMessageAsync(Convert.ToBase64String("x"u8));
        await _app.SeenAsync("/pick", 1);

        await SetAsync(new { advanceBy = "PT1M" });

        Assert.Equal(2, _app.Seen("/pick").Count);
    }

    [Fact]
    public async Task The_handler_is_told_and_told_again_after_a_restart()
    {
        var first = _app.Host!.HandlerProcessId;
        _app.Plan("/api/die", new PlannedAnswer(Exit: 9));
        await _app.Client.GetAsync("/api/die");

        await _app.UntilAsync(() => Task.FromResult(_app.Seen("/dev/clock")[^1].Pid != first), "the clock of the second life");

        var door = _app.Seen("/dev/clock")[^1];
        Assert.True(door.Headers.ContainsKey("X-Azure-Functions-InvocationId"));
        var body = JsonDocument.Parse(door.Body).RootElement;
        Assert.Equal((At("2031-03-01T12:00:30Z"), false), (body.GetProperty("now").GetDateTimeOffset(), body.GetProperty("running").GetBoolean()));
    }

    [Fact]
    public async Task Real_time_is_told_as_no_time_at_all()
    {
        await SetAsync(new { reset = true });

        var body = JsonDocument.Parse(_app.Seen("/dev/clock")[^1].Body).RootElement;
        Assert.Equal((JsonValueKind.Null, true), (body.GetProperty("now").ValueKind, body.GetProperty("running").GetBoolean()));
    }

    [Fact]
    public async Task Moved_it_stays_moved_after_a_restart_of_the_host()
    {
        await _app.StopAsync();
        await _app.StartAsync();

        Assert.Equal(At("2031-03-01T12:00:30Z"), (await _app.Client.GetFromJsonAsync<ClockResponse>("/dev/clock"))!.BusinessNow);
    }

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{"reset":true,"advanceBy":"PT1H"}""")]
    [InlineData("""{"advanceBy":"soon"}""")]
    [InlineData("""{"advanceBy":"-PT1H"}""")]
    public async Task An_order_that_is_not_clear_is_refused(string body)
    {
        using var answer = await _app.Client.PostAsync("/dev/clock", new StringContent(body, System.Text.Encoding.UTF8, "application/json"));

        Assert.Equal(400, (int)answer.StatusCode);
    }

    private static string Now(SeenCall call) => Instant(call).ToString("HH:mm:ss", CultureInfo.InvariantCulture);

    private static DateTimeOffset Instant(SeenCall call) => JsonDocument.Parse(call.Body).RootElement.GetProperty("Metadata").GetProperty("sys").GetProperty("UtcNow").GetDateTimeOffset();

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    private async Task<ClockResponse> SetAsync(object order)
    {
        using var answer = await _app.Client.PostAsJsonAsync("/dev/clock", order);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<ClockResponse>())!;
    }

    private async Task DueAsync(params string[] instants)
    {
        foreach (var instant in instants)
        {
            var row = new TableEntity("due|trial|07", At(instant).ToString("yyyyMMdd'T'HHmmssfffffff", CultureInfo.InvariantCulture) + "|ws|1");
            await _table.UpsertEntityAsync(row);
            _rows.Add((row.PartitionKey, row.RowKey));
        }
    }

    public sealed class RunningApp : IAsyncLifetime
    {
        internal string Queue { get; } = StubApp.NewQueue();

        internal StubApp App { get; } = new StubApp()
            .WriteHostJson(new { maxPollingInterval = "00:00:00.3", visibilityTimeout = "00:05:00" })
            .Http("things", "api/{*path}", "get", "post")
            .Timer("minutely", "0 * * * * *").Timer("hourly", "0 5 * * * *").Timer("daily", "0 0 2 * * *");

        public Task InitializeAsync() => App.Queue("pick", Queue).StartAsync();

        public Task DisposeAsync() => App.DisposeAsync().AsTask();
    }
}
