using System.Text.Json.Nodes;
using Artisan.Areas.Billing.Contracts;
using Artisan.Areas.Billing.Plans;
using Artisan.Platform.Http;

namespace Artisan.Areas.Billing.Subscriptions;

/// <summary>What exists now against what a plan has room for.</summary>
internal sealed class GaugeLimits(IEnumerable<IGauge> gauges)
{
    /// <summary>How much of a metric there may be; null is unlimited.</summary>
    public static long? Of(Plan plan, IReadOnlyDictionary<string, LimitOverride> overrides, string metric) =>
        overrides.TryGetValue(metric, out var own) ? own.Limit : plan.Limits.GetValueOrDefault(metric);

    /// <summary>The 409 that says what must become less before a workspace fits into a plan; null where it fits.</summary>
    public async Task<Fault?> RefuseAsync(string workspaceId, Subscription subscription, Plan plan, CancellationToken ct)
    {
        var over = new JsonArray();
        foreach (var gauge in gauges)
        {
            if (Of(plan, subscription.Overrides, gauge.Metric) is not { } limit || await gauge.ReadAsync(workspaceId, ct) is var used && used <= limit) continue;
            over.Add(new JsonObject { ["metric"] = gauge.Metric, ["limit"] = limit, ["used"] = used });
        }

        return over.Count == 0 ? null : BillingFaults.TooMuchForPlan.With("reduce", over);
    }
}
