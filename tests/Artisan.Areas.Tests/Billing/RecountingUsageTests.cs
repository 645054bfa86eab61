using System.Net;
using Artisan.Areas.Billing.Metering;
using Artisan.Areas.Billing.Storage;
using Artisan.Areas.Tests.Value;
using Artisan.Platform.Audit;
using Artisan.Platform.Due;
using Artisan.Platform.Storage;
using Artisan.Testing.Host;
using Microsoft.Extensions.DependencyInjection;

namespace Artisan.Areas.Tests.Billing;

public sealed class RecountingUsageTests(SharedApp shared) : IClassFixture<SharedApp>
{
    private readonly Meters _meters = new(shared.App);

    private async Task<Recount> RecountAsync() => (await shared.App.Services.GetRequiredService<RecountUsage>().RunAsync(Slot(shared.App, _meters.Id), CancellationToken.None))!;

    [Fact]
    public async Task A_recount_of_right_counters_changes_nothing()
    {
        await UseAsync(40);
        var before = (await _meters.PeriodsAsync()).Single();
        var recount = await RecountAsync();
        Assert.Equal((40, 0, 0), (recount.Events, recount.Repaired.Count, recount.Wrong.Count));
        Assert.Equal(before.Seq, (await _meters.PeriodsAsync()).Single().Seq);
    }

    [Theory]
    [InlineData(5_000_000)]
    [InlineData(-3_000_000)]
    public async Task A_wrong_counter_is_made_that_of_its_events_with_an_audit_entry_while_more_events_come_in(long wrong)
    {
        await UseAsync(40);
        await SpoilAsync(usage => usage with { Used = usage.Used + wrong, Days = usage.Days.SetItem(usage.Days.Keys.First(), usage.Days.Values.First() + wrong) });

        var client = await _meters.OwnerAsync();
        var sending = Task.WhenAll(Enumerable.Range(0, 30).Select(i => client.PostJsonAsync(Meters.Track, Meters.Event($"late-{i}"), HttpStatusCode.Created)));
        var recount = await RecountAsync();
        await sending;

        Assert.Equal(["emails_sent"], recount.Repaired);
        Assert.Equal(70, await _meters.CountersAreThoseOfTheirEventsAsync());
        Assert.Empty((await RecountAsync()).Repaired);
        await shared.App.SettleAsync();
        var page = await shared.App.Services.GetRequiredService<AuditChain>().ReadAsync(AuditScope.Workspace(_meters.Id), 50, null, CancellationToken.None);
        Assert.Equal(("billing.usage_repaired", "usage-recount"), (page.Entries.Single().Entry.Action, page.Entries.Single().Entry.Actor.Id));
    }

    [Fact]
    public async Task A_billed_period_is_reported_and_never_changed()
    {
        await UseAsync(10);
        await SpoilAsync(usage => usage with { Used = usage.Used + 1 }, closed: true);
        var recount = await RecountAsync();
        Assert.Equal((0, "emails_sent"), (recount.Repaired.Count, recount.Wrong.Single()));
        Assert.Equal(10_000_001, (await _meters.UsageAsync()).Used);
        Assert.Contains(shared.App.Logs.Lines, l => l.StartsWith("Critical", StringComparison.Ordinal) && l.Contains("emails_sent", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_workspace_has_its_turn_on_one_of_the_28_days_that_every_month_has()
    {
        var ids = shared.App.Services.GetRequiredService<Artisan.Platform.Ids.IIds>();
        var february = Enumerable.Range(0, 28).Select(d => new DateTimeOffset(2026, 2, 1, 2, 50, 0, TimeSpan.Zero).AddDays(d)).ToList();
        for (var i = 0; i < 200; i++)
        {
            var workspace = ids.New("ws");
            Assert.Single(february, day => RecountWorkspace.IsTurnOf(workspace, day));
        }
    }

    [Fact]
    public async Task The_nightly_job_reaches_the_workspaces_whose_turn_it_is()
    {
        await using var app = await ArtisanApp.StartAsync();
        var user = await app.SignUpAsync();
        await user.Client.PostJsonAsync(Meters.Track, Meters.Event("m-1", 5), HttpStatusCode.Created);
        await app.SettleAsync();
        var store = app.Services.GetRequiredService<BillingStore>();
        var home = store.Home(user.WorkspaceId);
        var usage = (await store.PeriodsAsync(user.WorkspaceId, DateTimeOffset.UnixEpoch, DateTimeOffset.MaxValue.AddDays(-1), CancellationToken.None)).Single();
        await home.Change().Save(PeriodRow.Into(home, usage.With("emails_sent", usage["emails_sent"] with { Used = 1 }))).CommitAsync(CancellationToken.None);

        var now = app.BusinessClock.Now;
        var turn = Enumerable.Range(0, 62).Select(d => now.AddDays(d)).First(d => d.Day <= 28 && RecountWorkspace.IsTurnOf(user.WorkspaceId, d));
        foreach (var day in new[] { turn.AddDays(turn.Day == 28 ? -1 : 1), turn })
        {
            app.BusinessClock.Set(day, running: false);
            Assert.Equal(1, (await store.FindPeriodAsync(user.WorkspaceId, usage.Period.Start, CancellationToken.None))!["emails_sent"].Used);
            await app.Pump.FireAsync("usage-recount");
            await app.SettleAsync();
        }

        Assert.Equal(5_000_000, (await store.FindPeriodAsync(user.WorkspaceId, usage.Period.Start, CancellationToken.None))!["emails_sent"].Used);
    }

    [Fact]
    public async Task A_workspace_with_many_events_is_counted_in_several_messages_each_of_which_may_come_twice()
    {
        await using var app = await ArtisanApp.StartAsync(settings: new Dictionary<string, string?> { ["Billing:RecountEvents"] = "10" });
        var user = await app.SignUpAsync();
        await user.Client.PostJsonAsync(Meters.Batch, new { events = Enumerable.Range(0, 45).Select(i => Meters.Event($"m-{i}")) });
        var (store, recount) = (app.Services.GetRequiredService<BillingStore>(), app.Services.GetRequiredService<RecountUsage>());
        var home = store.Home(user.WorkspaceId);
        var usage = (await store.PeriodsAsync(user.WorkspaceId, DateTimeOffset.UnixEpoch, DateTimeOffset.MaxValue.AddDays(-1), CancellationToken.None)).Single();
        await home.Change().Save(PeriodRow.Into(home, usage.With("emails_sent", usage["emails_sent"] with { Used = 7 }))).CommitAsync(CancellationToken.None);

        var slot = Slot(app, user.WorkspaceId);
        Assert.Null(await recount.RunAsync(slot, CancellationToken.None));
        // More comes in between, and is counted by the counters alone.
        await user.Client.PostJsonAsync(Meters.Batch, new { events = Enumerable.Range(45, 20).Select(i => Meters.Event($"m-{i}")) });
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => recount.RunAsync(slot, CancellationToken.None)));
        Assert.Equal(["emails_sent"], (await UntilDoneAsync(recount, slot)).Repaired);
        Assert.Equal(65_000_000, (await store.FindPeriodAsync(user.WorkspaceId, usage.Period.Start, CancellationToken.None))!["emails_sent"].Used);
        Assert.Null(await home.FindAsync(BillingKeys.Recount, CancellationToken.None));
        Assert.Empty((await UntilDoneAsync(recount, slot with { Slot = slot.Slot.AddDays(1) })).Repaired);
    }

    [Fact]
    public async Task Events_are_kept_as_long_as_the_plan_says_and_never_shorter_than_they_are_needed()
    {
        await UseAsync(10);
        var period = (await _meters.PeriodsAsync()).Single().Period;
        var (events, chunk) = (await ExpiriesAsync(BillingKeys.Events), await ExpiriesAsync(RowRange.Prefix("b|")));
        // Free keeps 30 days, which are fewer than a period can be recounted for.
        Assert.All(events.Concat(chunk), e => Assert.True(e > period.End + RawEvents.Counted));
        Assert.Equal(events.Min(), Assert.Single(chunk));

        await _meters.SubscribeAsync("professional");
        var client = await _meters.OwnerAsync();
        await client.PostJsonAsync(Meters.Track, Meters.Event("kept"), HttpStatusCode.Created);
        var longest = (await ExpiriesAsync(BillingKeys.Events)).Max();
        Assert.InRange(longest - shared.App.BusinessClock.Now, TimeSpan.FromDays(390), TimeSpan.FromDays(400));
    }

    [Fact]
    public async Task A_period_whose_events_are_gone_is_left_alone()
    {
        await using var app = await ArtisanApp.StartAsync();
        var user = await app.SignUpAsync();
        await user.Client.PostJsonAsync(Meters.Track, Meters.Event("m-1", 5), HttpStatusCode.Created);
        var (store, recount) = (app.Services.GetRequiredService<BillingStore>(), app.Services.GetRequiredService<RecountUsage>());
        var home = store.Home(user.WorkspaceId);
        var usage = (await store.PeriodsAsync(user.WorkspaceId, DateTimeOffset.UnixEpoch, DateTimeOffset.MaxValue.AddDays(-1), CancellationToken.None)).Single();
        await home.Change().Delete((await home.FindAsync(BillingKeys.Event("m-1"), CancellationToken.None))!).CommitAsync(CancellationToken.None);
        app.BusinessClock.Set(usage.Period.End + RawEvents.Counted, running: false);
        Assert.Equal((0, 0), await FoundAsync());
        app.BusinessClock.Set(usage.Period.End + RawEvents.Counted - TimeSpan.FromSeconds(1), running: false);
        Assert.Equal((0, 1), await FoundAsync());

        async Task<(long, int)> FoundAsync()
        {
            var found = (await recount.RunAsync(Slot(app, user.WorkspaceId), CancellationToken.None))!;
            return (found.Events, found.Repaired.Count);
        }
    }

    private async Task<IReadOnlyList<DateTimeOffset>> ExpiriesAsync(RowRange range) =>
        await _meters.Home.RangeAsync(range, CancellationToken.None).Select(r => r.GetDateTimeOffset(Partition.Expiry)!.Value).ToListAsync();

    private static async Task<Recount> UntilDoneAsync(RecountUsage recount, WorkspaceSlot slot)
    {
        for (var messages = 0; messages < 20; messages++)
        {
            if (await recount.RunAsync(slot, CancellationToken.None) is { } found) return found;
        }

        throw new InvalidOperationException("The recount does not end.");
    }

    private static WorkspaceSlot Slot(ArtisanApp app, string workspaceId) => new(RecountJob.Job, workspaceId, app.BusinessClock.Now);

    private async Task UseAsync(int events)
    {
        var client = await _meters.OwnerAsync();
        await client.PostJsonAsync(Meters.Batch, new { events = Enumerable.Range(0, events).Select(i => Meters.Event($"m-{i}")) });
    }

    private async Task SpoilAsync(Func<MetricUsage, MetricUsage> spoil, bool closed = false)
    {
        var usage = (await _meters.PeriodsAsync()).Single();
        var spoilt = usage.With("emails_sent", spoil(usage["emails_sent"])) with { Closed = closed };
        await _meters.Home.Change().Save(PeriodRow.Into(_meters.Home, spoilt)).CommitAsync(CancellationToken.None);
    }
}
