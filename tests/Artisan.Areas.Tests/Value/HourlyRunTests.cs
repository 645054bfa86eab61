using Artisan.Platform.Due;
using Artisan.Platform.Messaging;
using Artisan.Testing.Host;
using Microsoft.Extensions.DependencyInjection;

namespace Artisan.Areas.Tests.Value;

public sealed class HourlyRunTests : IAsyncLifetime
{
    private ArtisanApp _app = null!;
    private Workplace _place = null!;
    private HttpClient _owner = null!;

    public async Task InitializeAsync()
    {
        _app = await ArtisanApp.StartAsync();
        _place = new Workplace(_app);
        _owner = await _place.OwnerAsync();
    }

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Fact]
    public async Task All_missed_periods_are_calculated_once_and_each_following_one_when_it_ends()
    {
        At("1998-07-20T12:00:00Z");
        await Definitions.PushAsync(_owner, [.. Enumerable.Range(0, 18).Select(i => Definitions.Point($"p-{i}", $"{200 + i}", $"{1997 + (i / 12)}-{1 + (i % 12):00}-15T00:00:00Z"))]);
        await Definitions.ActivateAsync(_owner);
        await HourAsync();
        var results = await ResultsAsync();
        Assert.Equal(Enumerable.Range(0, 18).Select(i => $"{100 + i}").Reverse(), results);

        await HourAsync();
        Assert.Equal(18, (await ResultsAsync()).Count);
        At("1998-08-01T00:04:59Z");
        await HourAsync();
        Assert.Equal(18, (await ResultsAsync()).Count);
        At("1998-08-01T00:05:00Z");
        await HourAsync();
        Assert.Equal("0", (await ResultsAsync())[0]);
        Assert.Equal(19, (await ResultsAsync()).Count);
    }

    [Fact]
    public async Task More_periods_than_one_message_takes_go_on_in_the_next()
    {
        At("1997-03-15T00:00:00Z");
        await Definitions.PushAsync(_owner, Definitions.Point("a", "150", "1997-02-28T10:00:00Z"));
        await Definitions.ActivateAsync(_owner, Definitions.Body(with: new() { ["schedule"] = "daily" }));
        await HourAsync();
        var results = await ResultsAsync();
        Assert.Equal(72, results.Count);
        Assert.Equal(1, results.Count(r => r == "50"));
    }

    [Fact]
    public async Task A_message_that_comes_twice_or_late_does_nothing()
    {
        At("1997-03-15T00:00:00Z");
        var id = await Definitions.ActivateAsync(_owner);
        await HourAsync();
        var due = new DueWork("value-calculation", _place.Id, id, DateTimeOffset.Parse("1997-02-01T00:05:00Z", System.Globalization.CultureInfo.InvariantCulture));
        var queues = _app.Services.GetRequiredService<Queues>();
        for (var i = 0; i < 5; i++) await queues.SendAsync("value-calculation", due, DueWork.JsonType, CancellationToken.None);
        await _app.SettleAsync();
        Assert.Equal(2, (await ResultsAsync()).Count);
    }

    [Fact]
    public async Task Late_and_corrected_points_supersede_what_was_calculated()
    {
        At("1997-03-15T00:00:00Z");
        await Definitions.PushAsync(_owner, Definitions.Point("a", "300", "1997-01-10T00:00:00Z"));
        await Definitions.ActivateAsync(_owner);
        await HourAsync();
        At("1997-03-15T01:30:00Z");
        await HourAsync();
        Assert.Equal(["0", "200"], await ResultsAsync());

        await Definitions.PushAsync(_owner, Definitions.Point("late", "50", "1997-01-31T23:59:59Z"));
        At("1997-03-15T02:06:00Z");
        await HourAsync();
        Assert.Equal(["0", "250", "200"], await ResultsAsync());

        await Definitions.PushAsync(_owner, Definitions.Point("a", "400", "1997-02-10T00:00:00Z", correct: true));
        At("1997-03-15T04:00:00Z");
        await HourAsync();
        Assert.Equal(["300", "0", "0", "250", "200"], await ResultsAsync());
    }

    [Fact]
    public async Task A_late_point_changes_every_period_whose_baseline_trails_over_it()
    {
        At("1997-01-05T12:00:00Z");
        await Definitions.PushAsync(_owner, [.. Enumerable.Range(1, 4).Select(day => Definitions.Point($"p-{day}", "100", $"1997-01-0{day}T10:00:00Z"))]);
        var trailing = new System.Text.Json.Nodes.JsonObject { ["method"] = "trailing", ["measure"] = "sum(amount)", ["periods"] = 2 };
        await Definitions.ActivateAsync(_owner, Definitions.Body("sum(amount) - baseline", new() { ["schedule"] = "daily", ["baseline"] = null, ["baselineFrom"] = trailing }));
        await HourAsync();
        At("1997-01-05T13:30:00Z");
        await HourAsync();
        Assert.Equal(["0", "0", "50", "100"], await ResultsAsync());

        await Definitions.PushAsync(_owner, Definitions.Point("late", "20", "1997-01-01T11:00:00Z"));
        At("1997-01-05T15:00:00Z");
        await HourAsync();
        Assert.Equal(["0", "-10", "0", "40", "50", "120", "100"], await ResultsAsync());
    }

    [Fact]
    public async Task Late_points_count_however_far_the_business_clock_was_moved_in_the_hour_before()
    {
        At("1997-02-15T00:00:00Z");
        await Definitions.PushAsync(_owner, Definitions.Point("a", "300", "1997-01-10T00:00:00Z"));
        await Definitions.ActivateAsync(_owner);
        await HourAsync();
        At("1997-02-15T01:30:00Z");
        await HourAsync();

        // The same day is marked already in this hour of the system's clock.
        At("1997-02-25T00:00:00Z");
        await Definitions.PushAsync(_owner, Definitions.Point("late", "50", "1997-01-10T10:00:00Z"));
        At("1997-02-25T01:30:00Z");
        await HourAsync();
        Assert.Equal(["250", "200"], await ResultsAsync());
    }

    [Fact]
    public async Task A_period_without_a_result_does_not_stop_the_ones_behind_it()
    {
        At("1997-04-15T00:00:00Z");
        await Definitions.PushAsync(_owner, Definitions.Point("a", "30", "1997-02-10T00:00:00Z"));
        await Definitions.ActivateAsync(_owner, Definitions.Body("sum(amount) / count()"));
        await HourAsync();
        Assert.Equal(["30"], await ResultsAsync());
        await Definitions.PushAsync(_owner, Definitions.Point("b", "20", "1997-03-10T00:00:00Z"));
        At("1997-04-15T02:00:00Z");
        await HourAsync();
        Assert.Equal(["20", "30"], await ResultsAsync());
    }

    [Fact]
    public async Task Hours_are_calculated_from_points()
    {
        At("1997-01-01T03:10:00Z");
        await Definitions.PushAsync(_owner, Definitions.Point("a", "110", "1997-01-01T00:30:00Z"), Definitions.Point("b", "120", "1997-01-01T02:59:59Z"));
        await Definitions.ActivateAsync(_owner, Definitions.Body(with: new() { ["schedule"] = "hourly" }));
        await HourAsync();
        Assert.Equal(["20", "0", "10"], await ResultsAsync());
    }

    private void At(string instant) => _app.BusinessClock.Set(DateTimeOffset.Parse(instant, System.Globalization.CultureInfo.InvariantCulture), running: false);

    private async Task HourAsync()
    {
        await _app.SettleAsync();
        await _app.Pump.FireAsync("value-calculations");
        await _app.SettleAsync();
    }

    private async Task<IReadOnlyList<string>> ResultsAsync() =>
        [.. (await _owner.GetJsonAsync("/api/value/calculations?limit=200"))["items"]!.AsArray().Select(i => (string)i!["result"]!)];
}
