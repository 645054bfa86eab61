using Artisan.Areas.Billing.Plans;
using Artisan.Areas.Workspaces.Contracts;
using Artisan.Platform.Audit;
using Artisan.Platform.Http;
using Artisan.Platform.Payments;

namespace Artisan.Areas.Billing.Subscriptions;

/// <summary>Ends the plan of a workspace that was deleted: nobody is charged for what nobody can enter. What was used until then is still billed.</summary>
internal sealed class EndWithWorkspace(SubscriptionEdits edits, SubscriptionProviders providers, PlanCatalog plans) : IWorkspaceClosing
{
    private const string Job = "workspace-closing";

    public async Task CloseAsync(string workspaceId, CancellationToken ct)
    {
        var outcome = await edits.RunAsync<Done>(workspaceId, async before =>
        {
            var subscription = before.Subscription;
            if (subscription.Status is not SubscriptionStatus.Incomplete && subscription.PaysNothing(plans)) return Done.Value;
            var order = SubscriptionEdits.Order(workspaceId, before, Job, (change, after) =>
                change.AuditSystem(workspaceId, Job, "billing.subscription.canceled", "subscription", after.Id, BillingAudit.Of(subscription), BillingAudit.Of(after)));
            return (await providers.Of(subscription).CancelAsync(order, atPeriodEnd: false, ct)).Fault is { } fault ? fault : Done.Value;
        }, ct);
        if (outcome.Fault is { } refused) throw new FaultException(refused);
    }
}
