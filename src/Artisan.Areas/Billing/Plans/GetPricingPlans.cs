using Artisan.Areas.Billing.Contracts;
using Artisan.Platform.Http;

namespace Artisan.Areas.Billing.Plans;

/// <summary>A plan as the price list shows it.</summary>
/// <param name="Id">Its id, for a subscription.</param>
/// <param name="Name">Its name.</param>
/// <param name="Prices">The price of a month in minor units, by currency.</param>
/// <param name="Limits">What it gives of each metric.</param>
/// <param name="Features">What it includes.</param>
/// <param name="RequestsPerMinute">API calls per minute and caller.</param>
/// <param name="EventsPerMinute">Ingested events per minute and caller.</param>
/// <param name="RawEventDays">How long raw events are kept.</param>
/// <param name="Support">How fast support answers.</param>
public sealed record PricingPlan(
    string Id, string Name, IReadOnlyDictionary<string, long> Prices, IReadOnlyList<PricingLimit> Limits, IReadOnlyList<string> Features, int RequestsPerMinute, int EventsPerMinute,
    int RawEventDays, SupportTerms Support);

/// <summary>What a plan gives of a metric.</summary>
/// <param name="Metric">The metric.</param>
/// <param name="Title">Its name for people.</param>
/// <param name="Kind">counter: per billing period; gauge: what exists at a time.</param>
/// <param name="Limit">How much; null is unlimited.</param>
/// <param name="Soft">Whether more is possible, at a price.</param>
/// <param name="Overage">The price of more; null where the limit is hard.</param>
public sealed record PricingLimit(string Metric, string Title, string Kind, long? Limit, bool Soft, PricingOverage? Overage);

/// <summary>The price of usage beyond a soft limit.</summary>
/// <param name="Per">How many units the price is for.</param>
/// <param name="Prices">Minor units by currency.</param>
public sealed record PricingOverage(long Per, IReadOnlyDictionary<string, long> Prices);

/// <summary>The price list, the smallest plan first.</summary>
public sealed record PricingPlansResponse(IReadOnlyList<PricingPlan> Plans);

/// <summary>Shows the plans; made once, as they are part of the program.</summary>
internal sealed class GetPricingPlans(PlanCatalog plans)
{
    private readonly PricingPlansResponse _response = new([.. plans.All.Select(plan => Of(plan, plans))]);

    public Outcome<PricingPlansResponse> Run() => _response;

    private static PricingPlan Of(Plan plan, PlanCatalog plans) => new(
        plan.Id, plan.Name, plan.Prices, [.. plans.Metrics.Select(metric => Of(plan, metric))], plan.Features, plan.RequestsPerMinute, plan.EventsPerMinute, plan.RawEventDays, plan.Support);

    private static PricingLimit Of(Plan plan, Metric metric) => new(
        metric.Name, metric.Title, metric.Kind is MetricKind.Gauge ? "gauge" : "counter", plan.Limits[metric.Name], plan.Overage.ContainsKey(metric.Name),
        plan.Overage.TryGetValue(metric.Name, out var overage) ? new PricingOverage(overage.Per, overage.Prices) : null);
}
