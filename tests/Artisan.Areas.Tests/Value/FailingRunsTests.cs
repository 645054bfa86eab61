using System.Globalization;
using Artisan.Areas.Value.Calculations;
using Artisan.Areas.Value.Definitions;
using Artisan.Areas.Value.Storage;
using Artisan.Azure.Queues;
using Artisan.Platform.Due;
using Artisan.Platform.Functions;
using Artisan.Testing.Host;
using Azure.Core;
using Azure.Core.Pipeline;
using Microsoft.Extensions.DependencyInjection;

namespace Artisan.Areas.Tests.Value;

/// <summary>What goes wrong in an hourly run: a message that is set aside, a period that cannot be read, late points in between.</summary>
public sealed class FailingRunsTests : IAsyncLifetime
{
    private readonly BetweenReadAndWrite _between = new();
    private ArtisanApp _app = null!;
    private Workplace _place = null!;
    private HttpClient _owner = null!;

    private DueIndex Due => _app.Services.GetRequiredService<DueIndex>();

    public async Task InitializeAsync()
    {
        _app = await ArtisanApp.StartAsync(policies: [_between]);
        _place = new Workplace(_app);
        _owner = await _place.OwnerAsync();
    }

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Fact]
    public async Task A_definition_whose_message_was_set_aside_is_found_again_an_hour_later()
    {
        At("1997-03-15T00:00:00Z");
        var id = await Definitions.ActivateAsync(_owner);
        await LoseMessagesAsync();
        await HourAsync("1997-03-15T00:59:59Z");
        Assert.Empty(await PeriodsAsync());
        await HourAsync("1997-03-15T01:00:00Z");
        Assert.Equal(["1997-02", "1997-01"], await PeriodsAsync());

        // That one is looked after once more as well, and then nothing is left but the next period.
        await HourAsync("1997-03-15T02:00:00Z");
        Assert.Equal((2, null), await StateAsync(id));
        Assert.Equal(Instant("1997-04-01T00:05:00Z"), await Due.NextAsync(CalculationWork.Kind, default));
        Assert.Equal(2, (await PeriodsAsync()).Count);
    }

    [Fact]
    public async Task As_long_as_it_is_left_waiting_it_is_looked_at_every_hour()
    {
        At("1997-02-15T00:00:00Z");
        var id = await Definitions.ActivateAsync(_owner);
        await LoseMessagesAsync();
        _between.Break = true;
        At("1997-02-15T01:00:00Z");
        await _app.Pump.FireAsync("value-calculations");
        await Assert.ThrowsAnyAsync<Exception>(_app.SettleAsync);
        Assert.Empty(await PeriodsAsync());

        _between.Break = false;
        await LoseMessagesAsync(fire: false);
        await HourAsync("1997-02-15T02:00:00Z");
        Assert.Equal(["1997-01"], await PeriodsAsync());
        Assert.Equal((1, null), await StateAsync(id));
    }

    [Fact]
    public async Task A_definition_that_moved_on_is_not_looked_at_again()
    {
        At("1997-01-01T03:10:00Z");
        await Definitions.ActivateAsync(_owner, Definitions.Body(with: new() { ["schedule"] = "hourly" }));
        for (var hour = 3; hour < 9; hour++) await HourAsync($"1997-01-01T0{hour}:10:00Z");
        Assert.Equal(8, (await PeriodsAsync()).Count);
        Assert.Equal(Instant("1997-01-01T09:05:00Z"), await Due.NextAsync(CalculationWork.Kind, default));
        await HourAsync("1997-01-01T09:10:00Z");
        Assert.Equal(9, (await PeriodsAsync()).Count);
        Assert.Equal(Instant("1997-01-01T10:05:00Z"), await Due.NextAsync(CalculationWork.Kind, default));
    }

    [Fact]
    public async Task A_period_that_cannot_be_read_is_noted_and_the_others_are_calculated()
    {
        At("1997-04-15T00:00:00Z");
        await Definitions.PushAsync(_owner, Definitions.Point("a", "300", "1997-02-10T00:00:00Z"), Definitions.Point("b", "400", "1997-03-10T00:00:00Z"));
        var day = await _place.Data("shop").FindAsync(ValueKeys.Day(new DateOnly(1997, 2, 10)), default);
        day!["totals"] = "{}";
        await _place.Data("shop").Change().Replace(day).CommitAsync(default);
        var id = await Definitions.ActivateAsync(_owner);
        await HourAsync("1997-04-15T00:00:00Z");
        Assert.Equal(["1997-03", "1997-01"], await PeriodsAsync());
        var (next, problem) = await StateAsync(id);
        Assert.Equal(3, next);
        Assert.StartsWith("1997-02: It could not be calculated", problem, StringComparison.Ordinal);
        Assert.Contains(_app.Logs.Lines, l => l.StartsWith("Error", StringComparison.Ordinal) && l.Contains(id, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Late_points_that_are_noted_while_a_definition_is_calculated_are_no_failure()
    {
        At("1997-03-15T00:00:00Z");
        var id = await Definitions.ActivateAsync(_owner);
        await _app.SettleAsync();
        var (state, _) = await DefinitionRows.RunAsync(_place.Rows, id, default);
        var seen = Instant("1997-03-14T00:00:00Z");
        _between.Before = async () =>
        {
            var (now, row) = await DefinitionRows.RunAsync(_place.Rows, id, default);
            await _place.Rows.Change().Replace(DefinitionRows.Into(row, now! with { LateSeen = seen })).CommitAsync(default);
        };
        _between.RunRow = "run|" + id;
        await Handler().HandleAsync(new QueueMessage<DueWork>("m", new DueWork(CalculationWork.Kind, _place.Id, id, state!.Due)), default);
        var after = (await DefinitionRows.RunAsync(_place.Rows, id, default)).State!;
        Assert.Equal((2, seen), (after.Next, after.LateSeen));
        Assert.DoesNotContain(_app.Logs.Lines, l => l.Contains("WriteConflict", StringComparison.Ordinal));
    }

    private CalculateDefinition Handler() => ActivatorUtilities.CreateInstance<CalculateDefinition>(_app.Services);

    private static DateTimeOffset Instant(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    private void At(string instant) => _app.BusinessClock.Set(Instant(instant), running: false);

    private async Task HourAsync(string instant)
    {
        At(instant);
        await _app.SettleAsync();
        await _app.Pump.FireAsync("value-calculations");
        await _app.SettleAsync();
    }

    /// <summary>Messages go where those go that failed five times.</summary>
    private async Task LoseMessagesAsync(bool fire = true)
    {
        if (fire)
        {
            await _app.SettleAsync();
            await _app.Pump.FireAsync("value-calculations");
        }

        var queue = _app.Services.GetRequiredService<QueueServiceClient>().GetQueueClient(CalculationWork.Queue);
        foreach (var message in (await queue.ReceiveMessagesAsync(32, TimeSpan.FromMinutes(1))).Value) await queue.DeleteMessageAsync(message.MessageId, message.PopReceipt);
    }

    private async Task<IReadOnlyList<string>> PeriodsAsync() =>
        [.. (await _owner.GetJsonAsync("/api/value/calculations?limit=200"))["items"]!.AsArray().Select(i => (string)i!["period"]!)];

    private async Task<(int Next, string? Problem)> StateAsync(string id) => (await DefinitionRows.RunAsync(_place.Rows, id, default)).State is { } state ? (state.Next, state.Problem) : default;

    /// <summary>Does something just before a row is written, once; or lets no calculation be written at all.</summary>
    private sealed class BetweenReadAndWrite : HttpPipelinePolicy
    {
        public string? RunRow { get; set; }

        public Func<Task>? Before { get; set; }

        public bool Break { get; set; }

        public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) => throw new NotSupportedException("The clients are asynchronous.");

        public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
        {
            if (message.Request.Content is { } content && (RunRow is not null || Break))
            {
                using var body = new MemoryStream();
                await content.WriteToAsync(body, default);
                var text = Uri.UnescapeDataString(System.Text.Encoding.UTF8.GetString(body.ToArray()));
                if (Break && text.Contains("calcs|", StringComparison.Ordinal)) throw new IOException("Injected: the connection was refused.");
                if (RunRow is not null && text.Contains(RunRow, StringComparison.Ordinal))
                {
                    RunRow = null;
                    await Before!();
                }
            }

            await ProcessNextAsync(message, pipeline);
        }
    }
}
