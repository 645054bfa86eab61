using System.Globalization;
using System.Text.Json;
using Artisan.LocalHost.Tests.Stub;

namespace Artisan.LocalHost.Tests;

public sealed class RunningTimersTests : IAsyncLifetime
{
    private readonly StubApp _app = new StubApp().Http("things", "api/{*path}", "get");

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _app.DisposeAsync().AsTask();

    [Fact]
    public async Task A_missed_run_happens_once_after_the_start_and_says_that_it_is_late()
    {
        await _app.Timer("yearly", "0 0 0 1 1 *").StartAsync();
        await _app.StopAsync();
        WriteStatus("yearly", "2019-06-01T00:00:00+00:00", "2020-01-01T00:00:00+00:00");

        await _app.StartAsync();

        var timer = Timer(Assert.Single(await _app.SeenAsync("/yearly", 1)));
        Assert.True(timer.GetProperty("IsPastDue").GetBoolean());
        Assert.Equal("2020-01-01T00:00:00+00:00", timer.GetProperty("ScheduleStatus").GetProperty("Next").GetString());
        await _app.UntilAsync(() => Task.FromResult(!File.ReadAllText(StatusFile("yearly")).Contains("2020-01-01", StringComparison.Ordinal)), "a new status");
        await _app.StopAsync();
        await _app.StartAsync();
        await Task.Delay(300);
        Assert.Single(_app.Seen("/yearly"));
    }

    [Fact]
    public async Task A_changed_schedule_is_not_late()
    {
        WriteStatus("yearly", "2019-06-01T00:00:00+00:00", "2019-07-01T00:00:00+00:00");

        await _app.Timer("yearly", "0 0 0 1 1 *").StartAsync();
        await Task.Delay(300);

        Assert.Empty(_app.Seen("/yearly"));
        Assert.Contains("\"Last\":\"0001-01-01T00:00:00", await File.ReadAllTextAsync(StatusFile("yearly")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_that_outlasts_its_interval_never_overlaps_itself()
    {
        _app.Plan("/often", new PlannedAnswer(DelayMs: 1300));
        await _app.Timer("often", "* * * * * *").StartAsync();

        var calls = await _app.SeenAsync("/often", 3);

        Assert.All(calls.Zip(calls.Skip(1)), pair => Assert.True(pair.Second.Tick - pair.First.Tick >= 1250));
        Assert.Equal(JsonValueKind.Null, Timer(calls[0]).GetProperty("ScheduleStatus").ValueKind);
        Assert.False(Timer(calls[0]).GetProperty("IsPastDue").GetBoolean());
    }

    [Fact]
    public async Task A_failure_is_not_tried_again_before_the_next_time()
    {
        _app.Plan("/yearly", new PlannedAnswer(500));
        await _app.Timer("yearly", "0 0 0 1 1 *", runOnStartup: true).StartAsync();

        await _app.UntilAsync(() => Task.FromResult(File.ReadAllText(StatusFile("yearly")).Contains("-01-01T00:00:00+00:00\",\"LastUpdated", StringComparison.Ordinal)), "a status with the next year");
        await Task.Delay(500);

        Assert.Single(_app.Seen("/yearly"));
    }

    [Fact]
    public async Task A_timer_may_run_on_startup()
    {
        await _app.Timer("yearly", "0 0 0 1 1 *", runOnStartup: true).StartAsync();

        var timer = Timer(Assert.Single(await _app.SeenAsync("/yearly", 1)));
        Assert.False(timer.GetProperty("IsPastDue").GetBoolean());
        Assert.Equal("0001-01-01T00:00:00+00:00", timer.GetProperty("ScheduleStatus").GetProperty("Last").GetString());
    }

    private static JsonElement Timer(SeenCall call) => JsonDocument.Parse(call.Body).RootElement.GetProperty("Data").GetProperty("timer");

    private string StatusFile(string function) => Path.Combine(_app.Data, "timers", function + ".json");

    private void WriteStatus(string function, string last, string next)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(StatusFile(function))!);
        var status = new { Last = DateTimeOffset.Parse(last, CultureInfo.InvariantCulture), Next = DateTimeOffset.Parse(next, CultureInfo.InvariantCulture), LastUpdated = DateTimeOffset.Parse(last, CultureInfo.InvariantCulture) };
        File.WriteAllText(StatusFile(function), JsonSerializer.Serialize(status));
    }
}
