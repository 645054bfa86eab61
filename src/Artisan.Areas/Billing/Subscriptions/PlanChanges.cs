using System.Text.Json;
using Artisan.Areas.Billing.Contracts;
using Artisan.Areas.Billing.Plans;
using Artisan.Areas.Billing.Storage;
using Artisan.Areas.Workspaces.Contracts;
using Artisan.Platform.Messaging;

namespace Artisan.Areas.Billing.Subscriptions;

/// <summary>
/// Brings the limits of a changed plan to the areas that keep gauges, says whether the workspace is a Free one of its owners, and makes this instance forget what it
/// knew of the old plan. It reads the plan as it is now, so messages may come twice and in any order.
/// </summary>
internal sealed class PlanChanges(BillingStore store, PlanCatalog plans, IEntitlements entitlements, IFreeWorkspaces free, IEnumerable<IGauge> gauges) : IOutboxSink
{
    public const string SinkName = "billing-plan";

    public string Name => SinkName;

    public async Task DeliverAsync(IReadOnlyList<OutboxMessage> messages, CancellationToken ct)
    {
        foreach (var id in messages.Select(m => JsonSerializer.Deserialize(m.Body, BillingJson.Default.PlanChanged)!.WorkspaceId).Distinct())
        {
            entitlements.Forget(id);
            var subscription = (await store.ReadAsync(id, ct)).Subscription;
            await free.SetAsync(id, plans[subscription.Plan].IsFree, subscription.Seq, ct);
            foreach (var gauge in gauges) await gauge.SetLimitAsync(id, GaugeLimits.Of(plans[subscription.Plan], subscription.Overrides, gauge.Metric), subscription.Seq, ct);
        }
    }
}
