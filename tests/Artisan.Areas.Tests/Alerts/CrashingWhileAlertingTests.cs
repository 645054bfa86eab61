using Artisan.Areas.Tests.Value;
using Artisan.Platform.Storage;
using Artisan.Testing.Host;
using Microsoft.Extensions.DependencyInjection;

namespace Artisan.Areas.Tests.Alerts;

public sealed class CrashingWhileAlertingTests(CrashLab lab) : IClassFixture<CrashLab>
{
    /// <summary>Whatever call of a signal breaks, it is delivered again to an instance that knows nothing.</summary>
    [Fact]
    public Task Whatever_breaks_there_is_one_alert_that_was_seen_twice() => lab.EachCallAsync(async moments =>
    {
        var place = new Workplace(lab.Healthy);
        var owner = await place.OwnerAsync();
        await moments.BreakAsync(app => Alarms.TakeAsync(app, Alarms.Raise(place.Id), "signal-1"));
        await moments.BreakAsync(app => Alarms.TakeAsync(app, Alarms.Raise(place.Id), "signal-2"));

        foreach (var signal in new[] { "signal-1", "signal-2", "signal-1" }) await Alarms.TakeAsync(lab.Healthy, Alarms.Raise(place.Id), signal);
        var alert = Assert.Single(await Alarms.ListAsync(owner));
        Assert.Equal(2, (int)alert["count"]!);
        Assert.Equal(1, await RowsAsync(place, "open|"));
        Assert.Equal(1, await RowsAsync(place, "key|"));
    });

    private async Task<int> RowsAsync(Workplace place, string prefix)
    {
        var home = lab.Healthy.Services.GetRequiredService<Stores>().Workspace("alerts", place.Id).Partition("alerts");
        return (await home.PageAsync(RowRange.Prefix(prefix), 10, null, CancellationToken.None)).Rows.Count;
    }
}
