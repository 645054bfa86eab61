using Artisan.Areas.Billing.Invoices;
using Artisan.Areas.Billing.Periods;
using Artisan.Areas.Billing.Plans;
using Artisan.Areas.Billing.Storage;
using Artisan.Areas.Workspaces.Contracts;
using Artisan.Platform.Audit;

namespace Artisan.Areas.Billing.Subscriptions;

/// <summary>
/// Begins the next period, exactly where the last one ended, in the time zone that the workspace has by now; with it a scheduled plan, or Free where the subscription
/// was to end. Writes the draft that bills the new period's plan and the old period's use.
/// </summary>
internal sealed class RenewSubscription(BillingStore store, SubscriptionWriter writer, PlanCatalog plans, Bills bills, SubscriptionProviders providers, IWorkspaces workspaces)
{
    public async Task RunAsync(string workspaceId, StoredSubscription before, CancellationToken ct)
    {
        var old = before.Subscription;
        var zone = (await workspaces.FindAsync(workspaceId, ct))?.TimeZone ?? old.TimeZone;
        var next = (Planned(old) with { TimeZone = zone }).In(new BillingPeriods(old.Anchor, TimeZoneInfo.FindSystemTimeZoneById(zone)).After(old.Period));
        var pays = !next.PaysNothing(plans);
        var draft = pays || !old.PaysNothing(plans) || old.Value is not null ? await bills.DraftAsync(workspaceId, old, old.PeriodEnd, ct) : null;
        // What value brought to a workspace that pays for no plan is real money too: where Stripe is set up it is collected there, and never by a simulated card.
        var collector = pays || !old.PaysNothing(plans) ? BillingProvider.Embedded : providers.KindOf(old);
        next = next with { Draft = draft is null ? null : draft.Pending with { Provider = collector } };

        var change = await writer.BeginAsync(workspaceId, before, next, ct);
        if (draft is not null && collector is BillingProvider.Embedded)
        {
            var invoice = draft.Invoice with { PeriodStart = next.PeriodStart, PeriodEnd = next.PeriodEnd, Lines = pays ? [Bills.PlanLine(plans[next.Plan], next)] : [] };
            InvoiceRow.Insert(change, store.Home(workspaceId), invoice);
        }

        if (next.Plan != old.Plan) change.AuditSystem(workspaceId, Agenda.Renewals, "billing.subscription.changed", "subscription", old.Id, BillingAudit.Of(old), BillingAudit.Of(next));
        if (next.Status != old.Status) change.Tell(workspaceId, BillingNews.Ended);
        await change.CommitAsync(ct);
    }

    private static Subscription Planned(Subscription old) => old switch
    {
        { CancelAtPeriodEnd: true } => old.Ended() with { Dunning = old.Dunning },
        { FollowingPlan: { } plan } => old with { Plan = plan, PendingPlan = null },
        _ => old,
    };
}
