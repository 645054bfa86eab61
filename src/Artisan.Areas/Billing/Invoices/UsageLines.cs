using System.Globalization;
using Artisan.Areas.Billing.Periods;
using Artisan.Areas.Billing.Plans;
using Artisan.Areas.Billing.Storage;
using Artisan.Platform.Payments;

namespace Artisan.Areas.Billing.Invoices;

/// <summary>
/// The lines of what was used beyond soft limits, at the plan's price per unit, rounded once per line. What came late for a closed period costs what that period would
/// have cost more, so it is billed once and only as far as it lies beyond that period's limit. What lay beyond the limit of a plan that was left within the period costs what
/// that plan says.
/// </summary>
internal static class UsageLines
{
    /// <summary>The overage of a period and what came late for earlier ones.</summary>
    /// <param name="usage">The period.</param>
    /// <param name="earlier">The periods before it, as far back as events may come late.</param>
    /// <param name="plan">The plan whose prices hold.</param>
    /// <param name="plans">The metrics' names.</param>
    /// <param name="currency">The currency of the bill.</param>
    public static IReadOnlyList<BillLine> Of(PeriodUsage usage, IReadOnlyList<PeriodUsage> earlier, Plan plan, PlanCatalog plans, string currency)
    {
        var lines = Passed(usage, plans, currency).ToList();
        foreach (var (metric, price) in plan.Overage.OrderBy(o => o.Key, StringComparer.Ordinal))
        {
            var title = plans.FindMetric(metric)?.Title ?? metric;
            var over = usage[metric].Over(usage[metric].Used);
            if (over > 0) lines.Add(Line(InvoiceLineKind.Overage, $"{title} beyond the plan's limit", metric, over, Cost(over, price, currency), usage.Period));
            foreach (var (origin, late) in usage[metric].Late)
            {
                var (own, before) = Origin(origin, metric, usage, earlier);
                if (own is null) continue;
                var (from, to) = (own[metric].Over(own[metric].Used + before), own[metric].Over(own[metric].Used + before + late));
                if (to > from) lines.Add(Line(InvoiceLineKind.LateUsage, $"{title} beyond the limit of an earlier period, reported late", metric, to - from, Cost(to, price, currency) - Cost(from, price, currency), own.Period));
            }
        }

        return lines;
    }

    private static IEnumerable<BillLine> Passed(PeriodUsage usage, PlanCatalog plans, string currency) =>
        from metric in usage.Metrics
        from passed in metric.Value.Passed
        let plan = plans[passed.Key]
        where plan.Overage.ContainsKey(metric.Key)
        let title = plans.FindMetric(metric.Key)?.Title ?? metric.Key
        select Line(InvoiceLineKind.Overage, $"{title} beyond the limit of {plan.Name}, before the plan changed", metric.Key, passed.Value, Cost(passed.Value, plan.Overage[metric.Key], currency), usage.Period) with { LeftPlan = passed.Key };

    // The period that late usage belongs to, and what of it was billed before.
    private static (PeriodUsage? Own, long Before) Origin(string origin, string metric, PeriodUsage usage, IReadOnlyList<PeriodUsage> earlier) => (
        earlier.FirstOrDefault(p => PeriodUsage.Name(p.Period.Start) == origin),
        earlier.Where(p => p.Period.Start < usage.Period.Start).Sum(p => p[metric].Late.GetValueOrDefault(origin)));

    private static long Cost(long micro, Overage price, string currency) => MinorUnits.Share(price.Prices[currency], micro, price.Per * PeriodLimits.Micro);

    private static BillLine Line(InvoiceLineKind kind, string description, string metric, long micro, long amount, BillingPeriod period) => new()
    {
        Kind = kind,
        Description = description,
        AmountMinor = amount,
        From = period.Start,
        To = period.End,
        Metric = metric,
        Quantity = ((decimal)micro / PeriodLimits.Micro).ToString("0.######", CultureInfo.InvariantCulture),
    };
}
