using System.Collections.Immutable;
using Artisan.Areas.Billing.Periods;
using Artisan.Areas.Billing.Plans;
using Artisan.Areas.Billing.Storage;
using Artisan.Areas.Billing.Subscriptions;
using Artisan.Areas.Tests.Value;
using Artisan.Platform.Ids;
using Artisan.Platform.Payments;
using Artisan.Platform.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Artisan.Areas.Tests.Billing;

public sealed class BillingRowsTests(SharedApp shared) : IClassFixture<SharedApp>
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Periods_order_by_their_start_and_tell_it()
    {
        var starts = Enumerable.Range(0, 50).Select(n => Noon.AddMonths(n).AddTicks(n)).ToList();
        Assert.Equal(starts.Select(BillingKeys.Period), starts.Select(BillingKeys.Period).Order(StringComparer.Ordinal));
        Assert.All(starts, s => Assert.Equal(s, BillingKeys.StartOf(BillingKeys.Period(s))));
        var range = BillingKeys.Periods(starts[3], starts[5]);
        Assert.Equal([3, 4, 5], Enumerable.Range(0, 50).Where(n => string.CompareOrdinal(BillingKeys.Period(starts[n]), range.From) >= 0 && string.CompareOrdinal(BillingKeys.Period(starts[n]), range.To) < 0));
    }

    [Fact]
    public void Reservations_order_by_when_they_lapse_and_one_that_lapses_now_has_lapsed()
    {
        var range = BillingKeys.LapsedBy(Noon);
        Assert.True(IsIn(range, BillingKeys.Lapse(Noon.AddTicks(-1), "rsv_z")));
        Assert.True(IsIn(range, BillingKeys.Lapse(Noon, "rsv_a")));
        Assert.False(IsIn(range, BillingKeys.Lapse(Noon.AddTicks(1), "rsv_a")));
        Assert.Equal("rsv_a", BillingKeys.ReservationOf(BillingKeys.Lapse(Noon, "rsv_a")));
    }

    [Fact]
    public async Task A_period_is_read_as_it_was_written()
    {
        var home = shared.App.Services.GetRequiredService<BillingStore>().Home(shared.App.Services.GetRequiredService<IIds>().New("ws"));
        var usage = new PeriodUsage { Period = new BillingPeriod(3, Noon, Noon.AddMonths(1)), TimeZone = "Europe/Berlin", Seq = 7 }.With("emails_sent", new MetricUsage
        {
            Used = 12_500_000,
            Reserved = 1,
            Limit = 100_000_000,
            Noticed = 80,
            Days = ImmutableSortedDictionary<string, long>.Empty.Add("2026-01-31", 12_500_000),
            Late = ImmutableSortedDictionary<string, long>.Empty.Add(PeriodUsage.Name(Noon.AddMonths(-1)), 5),
        });
        await home.Change().Save(PeriodRow.Into(home, usage)).CommitAsync(CancellationToken.None);

        var read = PeriodRow.From((await home.FindAsync(BillingKeys.Period(Noon), CancellationToken.None))!);

        Assert.NotEqual(default, read.ETag);
        Assert.Equal((usage.Period, usage.TimeZone, usage.Seq, usage.Closed), (read.Period, read.TimeZone, read.Seq, read.Closed));
        Assert.Equal(usage["emails_sent"].Days, read["emails_sent"].Days);
        Assert.Equal(usage["emails_sent"].Late, read["emails_sent"].Late);
        Assert.Equal(usage["emails_sent"] with { Days = read["emails_sent"].Days, Late = read["emails_sent"].Late, LateDays = read["emails_sent"].LateDays }, read["emails_sent"]);
    }

    [Fact]
    public async Task A_workspace_that_never_subscribed_is_on_free_since_its_creation_and_becomes_a_row_with_its_first_change()
    {
        var store = shared.App.Services.GetRequiredService<BillingStore>();
        var workspace = shared.App.Services.GetRequiredService<IIds>().New("ws");

        var read = await store.ReadAsync(workspace, CancellationToken.None);

        Assert.True(read.IsNew);
        Assert.Equal(("free", SubscriptionStatus.Active, 0), (read.Subscription.Plan, read.Subscription.Status, read.Subscription.PeriodNumber));
        Assert.Equal(UlidIds.TimeOf(workspace[3..]), read.Subscription.Anchor);
        Assert.Equal(read.Subscription.Id, (await store.ReadAsync(workspace, CancellationToken.None)).Subscription.Id);

        var home = store.Home(workspace);
        var changed = read.Subscription with { Plan = "starter", Overrides = new Dictionary<string, LimitOverride> { ["tokens"] = new(null, false) }, TaxRatePpm = 190_000 };
        await BillingStore.Save(home.Change(), home, read, changed).CommitAsync(CancellationToken.None);

        var stored = await store.ReadAsync(workspace, CancellationToken.None);
        Assert.False(stored.IsNew);
        Assert.Equal(changed with { Seq = 1, Overrides = stored.Subscription.Overrides, Discounts = stored.Subscription.Discounts, AlsoOwed = stored.Subscription.AlsoOwed }, stored.Subscription);
        Assert.Equal(new LimitOverride(null, false), stored.Subscription.Overrides["tokens"]);
        await Assert.ThrowsAsync<WriteConflictException>(() => BillingStore.Save(home.Change(), home, read, changed).CommitAsync(CancellationToken.None));
    }

    [Fact]
    public void A_plans_limits_come_into_a_period_with_what_a_custom_plan_changes()
    {
        var plans = new PlanCatalog();
        var usage = new PeriodUsage { Period = new BillingPeriod(0, Noon, Noon.AddMonths(1)), TimeZone = "UTC" }.With("emails_sent", new MetricUsage { Used = 5 });

        var under = usage.Under(plans["starter"], new Dictionary<string, LimitOverride> { ["ai_tasks"] = new(75, false), ["tokens"] = new(null, false) });

        Assert.Equal((5_000_000_000L, true, 5L), (under["emails_sent"].Limit!.Value, under["emails_sent"].Soft, under["emails_sent"].Used));
        Assert.Equal((75_000_000L, false), (under["ai_tasks"].Limit!.Value, under["ai_tasks"].Soft));
        Assert.Null(under["tokens"].Limit);
    }

    private static bool IsIn(RowRange range, string key) => string.CompareOrdinal(key, range.From) >= 0 && string.CompareOrdinal(key, range.To) < 0;

    [Fact]
    public void Events_of_stripe_spread_over_sixteen_partitions_and_their_ids_stay_out_of_keys()
    {
        var ids = Enumerable.Range(0, 500).Select(n => $"evt_{n}").ToList();
        Assert.Equal(16, ids.Select(BillingKeys.StripeEvents).Distinct().Count());
        Assert.Equal(500, ids.Select(BillingKeys.StripeEvent).Distinct().Count());
        Assert.All(ids, id => Assert.DoesNotContain(id, BillingKeys.StripeEvent(id), StringComparison.Ordinal));
    }
}
