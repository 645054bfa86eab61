using Artisan.Areas.Billing.Contracts;
using Artisan.Areas.Billing.Plans;
using Artisan.Areas.Billing.Storage;
using Artisan.Platform.Time;

namespace Artisan.Areas.Billing.Metering;

/// <summary>The usage of the present billing period, in one read, or two where nothing was used in it yet.</summary>
internal sealed class PresentUsage(BillingStore store, PlanCatalog plans, BusinessClock clock) : IUsageGlance
{
    // A period lasts at most 31 days.
    private static readonly TimeSpan Back = TimeSpan.FromDays(32);

    private static readonly Dictionary<string, (long, long)> NotCounted = [];

    /// <summary>The plan that holds now, and what was used since the period began.</summary>
    public async Task<(Plan Plan, PeriodUsage Usage)> ReadAsync(string workspaceId, CancellationToken ct)
    {
        var now = clock.Now;
        var rows = await store.PeriodsAsync(workspaceId, now - Back, now, ct);
        // A change of plan changes the running period's row with it, so where that is there it tells the plan.
        var usage = rows.Where(r => r.Period.Contains(now)).MaxBy(r => r.Period.Start);
        if (usage?.Plan is { } known) return (plans[known], usage);

        var subscription = (await store.ReadAsync(workspaceId, ct)).Subscription;
        var plan = plans[PeriodPlan.PlanAt(subscription, now)];
        usage ??= new PeriodUsage { Period = PeriodPlan.Covering(subscription, rows is [.., var last] ? last.Period : null, now, subscription.TimeZone, now).Period, TimeZone = subscription.TimeZone }.Under(plan, subscription);
        return (plan, usage);
    }

    public async Task<UsageAtAGlance> GetAsync(string workspaceId, int metrics, CancellationToken ct)
    {
        var (plan, usage) = await ReadAsync(workspaceId, ct);
        var limited = plans.Metrics.Where(m => m.Kind is MetricKind.Counter).Select(m => GetCurrentUsage.Of(m, usage, NotCounted)).Where(m => m.Percent is not null);
        return new UsageAtAGlance(plan.Id, usage.Period.End, [.. limited.OrderByDescending(m => m.Percent).Take(metrics).Select(Of)]);
    }

    private static UsageItem Of(MetricNow metric) => new(metric.Metric, metric.Title, Text(metric.Used!.Value + metric.Reserved), Text(metric.Limit!.Value), metric.Percent!.Value, metric.Soft);

    private static string Text(decimal value) => value.ToString("0.######", System.Globalization.CultureInfo.InvariantCulture);
}
