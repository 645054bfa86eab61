using Artisan.Areas.Tests.Value;
using Artisan.Platform.Storage;
using Artisan.Testing;
using Artisan.Testing.Host;
using Microsoft.Extensions.DependencyInjection;

namespace Artisan.Areas.Tests.Alerts;

public sealed class CrashingWhileAlertingTests
{
    /// <summary>Breaks every storage call of a signal in turn, in every way, and delivers it again to an instance that knows nothing.</summary>
    [Theory]
    [InlineData(Fault.NeverSent)]
    [InlineData(Fault.AnswerLost)]
    [InlineData(Fault.AnswerReplaced)]
    [InlineData(Fault.ProcessDiesBefore)]
    [InlineData(Fault.ProcessDiesAfter)]
    public async Task Whatever_breaks_there_is_one_alert_that_was_seen_twice(Fault fault)
    {
        var faults = new FaultInjectionPolicy(_ => true);
        await using var healthy = await ArtisanApp.StartAsync();
        await using var breaking = await ArtisanApp.StartAsync(sharing: healthy, policies: [faults]);
        for (var call = 1; call <= 20; call++)
        {
            faults.Reset();
            var place = new Workplace(healthy);
            var owner = await place.OwnerAsync();
            faults.Inject(fault, call);
            foreach (var signal in new[] { "signal-1", "signal-2" }) await TryAsync(() => Alarms.TakeAsync(breaking, Alarms.Raise(place.Id), signal));
            await breaking.Services.SettledAsync();
            var reached = faults.Calls >= call;
            faults.Reset();

            foreach (var signal in new[] { "signal-1", "signal-2", "signal-1" }) await Alarms.TakeAsync(healthy, Alarms.Raise(place.Id), signal);
            var alert = Assert.Single(await Alarms.ListAsync(owner));
            Assert.Equal(2, (int)alert["count"]!);
            Assert.Equal(1, await RowsAsync(healthy, place, "open|"));
            Assert.Equal(1, await RowsAsync(healthy, place, "key|"));
            if (!reached) return;
        }

        Assert.Fail("A signal takes more storage calls than expected.");
    }

    private static async Task TryAsync(Func<Task> action)
    {
        try
        {
            await action();
        }
        catch (Exception e) when (e is not NullReferenceException)
        {
            // The process died, or its storage did not answer: the message comes again.
        }
    }

    private static async Task<int> RowsAsync(ArtisanApp app, Workplace place, string prefix)
    {
        var home = app.Services.GetRequiredService<Stores>().Workspace("alerts", place.Id).Partition("alerts");
        return (await home.PageAsync(RowRange.Prefix(prefix), 10, null, CancellationToken.None)).Rows.Count;
    }
}
