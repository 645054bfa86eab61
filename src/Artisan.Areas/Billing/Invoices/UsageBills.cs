using Artisan.Areas.Billing.Periods;
using Artisan.Areas.Billing.Plans;
using Artisan.Areas.Billing.Storage;
using Artisan.Areas.Billing.Subscriptions;
using Artisan.Platform.Storage;

namespace Artisan.Areas.Billing.Invoices;

/// <summary>A period to be billed, and those before it whose late usage it may hold.</summary>
internal sealed record UsageToBill(PeriodUsage Usage, IReadOnlyList<PeriodUsage> Earlier)
{
    /// <summary>The period closed: what is billed is exactly what was counted, and later events are late.</summary>
    public PeriodUsage Closed => Usage with { Closed = true, Seq = Usage.Seq + 1 };
}

/// <summary>What an ended period is billed for beside the plan and value: overage, and what came late. The same, whoever collects the money.</summary>
internal sealed class UsageBills(BillingStore store, PlanCatalog plans)
{
    // Events are taken up to 35 days back, and a period has at most 31.
    private static readonly TimeSpan Back = TimeSpan.FromDays(70);

    /// <summary>A period as it was counted. Where nothing was used there is no row yet; a closed one keeps late events out.</summary>
    public async Task<UsageToBill> ReadAsync(string workspaceId, Subscription subscription, DateTimeOffset start, DateTimeOffset end, CancellationToken ct)
    {
        var periods = await store.PeriodsAsync(workspaceId, start - Back, start, ct);
        return new UsageToBill(periods.FirstOrDefault(p => p.Period.Start == start) ?? Unused(subscription, start, end), periods);
    }

    /// <summary>Its lines, at the prices of the plan that it was used on.</summary>
    public IReadOnlyList<BillLine> Lines(Subscription subscription, UsageToBill period, Plan plan) => UsageLines.Of(period.Usage, period.Earlier, plan, plans, subscription.Currency);

    /// <summary>Notes that all lines of a closed period stand on an invoice of the provider.</summary>
    public Task SettleAsync(string workspaceId, DateTimeOffset start, CancellationToken ct) => Retry.OnConflictAsync(
        async () =>
        {
            if (await store.FindPeriodAsync(workspaceId, start, ct) is not { OwedOn: not null } period) return false;
            var home = store.Home(workspaceId);
            var change = home.Change().Save(PeriodRow.Into(home, period with { OwedOn = null, Seq = period.Seq + 1 }));
            if (await home.FindAsync(BillingKeys.OwedLines(start), ct) is { } lines) change.Delete(lines);
            await change.CommitAsync(ct);
            return true;
        },
        ct);

    private static PeriodUsage Unused(Subscription subscription, DateTimeOffset start, DateTimeOffset end)
    {
        var periods = new BillingPeriods(subscription.Anchor, TimeZoneInfo.FindSystemTimeZoneById(subscription.TimeZone));
        return new PeriodUsage { Period = new BillingPeriod(periods.Containing(start).Number, start, end), TimeZone = subscription.TimeZone };
    }
}
