using System.Text.Json;
using Artisan.Areas.Billing.Contracts;
using Artisan.Areas.Billing.Plans;
using Artisan.Areas.Billing.Storage;
using Artisan.Platform.Messaging;

namespace Artisan.Areas.Billing.Subscriptions;

/// <summary>Brings the limits of a changed plan to the areas that keep gauges. It reads the plan as it is now, so messages may come twice and in any order.</summary>
internal sealed class PlanChanges(BillingStore store, PlanCatalog plans, IEnumerable<IGauge> gauges) : IOutboxSink
{
    public const string SinkName = "billing-plan";

    public string Name => SinkName;

    public async Task DeliverAsync(IReadOnlyList<OutboxMessage> messages, CancellationToken ct)
    {
        foreach (var id in messages.Select(m => JsonSerializer.Deserialize(m.Body, BillingJson.Default.PlanChanged)!.WorkspaceId).Distinct())
        {
            var subscription = (await store.ReadAsync(id, ct)).Subscription;
            foreach (var gauge in gauges) await gauge.SetLimitAsync(id, GaugeLimits.Of(plans[subscription.Plan], subscription.Overrides, gauge.Metric), subscription.Seq, ct);
        }
    }
}
