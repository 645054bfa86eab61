using System.Diagnostics.Metrics;
using Artisan.Platform.Messaging;
using Artisan.Testing;

namespace Artisan.Platform.Tests.Messaging;

public sealed class MeasuringAgesTests : IAsyncLifetime
{
    private readonly FakeTime _time = new(TimeProvider.System.GetUtcNow());
    private readonly PlatformUnderTest _platform;

    public MeasuringAgesTests() => _platform = new PlatformUnderTest(time: _time);

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _platform.DisposeAsync();

    [Fact]
    public async Task The_age_of_the_oldest_message_that_is_not_handed_over_can_be_read_and_ends_with_it()
    {
        _platform.Sink.Refuses = _ => true;
        await _platform.Partition.Change().Note("stuck").CommitAsync(default);
        await _platform.Get<Outbox>().SettleAsync();
        _time.Advance(TimeSpan.FromMinutes(7));
        Assert.InRange(_platform.Get<OutboxAges>().Oldest.TotalSeconds, 419, 421);
        Assert.Contains(Gauge(), seconds => seconds is >= 419 and <= 421);

        _platform.Sink.Refuses = _ => false;
        await _platform.Get<Outbox>().DrainAsync(_platform.Partition, default);
        Assert.Equal(TimeSpan.Zero, _platform.Get<OutboxAges>().Oldest);
    }

    [Fact]
    public async Task What_no_bell_told_of_for_a_quarter_of_an_hour_is_another_processs()
    {
        _platform.Sink.Refuses = _ => true;
        await _platform.Partition.Change().Note("stuck").CommitAsync(default);
        await _platform.Get<Outbox>().SettleAsync();
        _time.Advance(TimeSpan.FromMinutes(16));
        Assert.Equal(TimeSpan.Zero, _platform.Get<OutboxAges>().Oldest);
    }

    private static List<double> Gauge()
    {
        var found = new List<double>();
        using var meters = new MeterListener { InstrumentPublished = (instrument, l) => { if (instrument.Name == "artisan.outbox.oldest") l.EnableMeasurementEvents(instrument); } };
        meters.SetMeasurementEventCallback<double>((_, value, _, _) => found.Add(value));
        meters.Start();
        meters.RecordObservableInstruments();
        return found;
    }
}
