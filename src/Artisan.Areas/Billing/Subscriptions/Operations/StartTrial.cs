using Artisan.Areas.Billing.Plans;
using Artisan.Areas.Workspaces.Contracts;
using Artisan.Platform.Access;
using Artisan.Platform.Audit;
using Artisan.Platform.Http;
using Artisan.Platform.Time;

namespace Artisan.Areas.Billing.Subscriptions;

/// <summary>Begins the one trial: fourteen days of the Professional plan without a card, then Free again. Once per workspace, per owner (whichever of them calls) and per payment card.</summary>
internal sealed class StartTrial(SubscriptionEdits edits, SubscriptionWriter writer, TrialClaims claims, IMembers members, PlanCatalog plans, SubscriptionProviders providers, BusinessClock clock)
{
    private const string TrialPlan = "professional";

    public Task<Outcome<SubscriptionResponse>> RunAsync(string id, Caller caller, CancellationToken ct) => edits.RunAsync<SubscriptionResponse>(caller.WorkspaceId, async before =>
    {
        var subscription = before.Subscription;
        if (subscription.Id != id) return Faults.NotFound;
        if (subscription.TrialUsed) return BillingFaults.TrialUsed;
        if (!subscription.PaysNothing(plans) || SubscriptionMachine.Next(subscription.Status, SubscriptionEvent.TrialStarted) is null) return BillingFaults.TrialNotNow;
        if (!await claims.TakeAsync(caller.WorkspaceId, (await members.OwnersAsync(caller.WorkspaceId, ct)).Select(o => o.UserId), subscription.PaymentMethod?.FingerprintHash, ct)) return BillingFaults.TrialUsed;

        var ends = clock.Now + PaymentTerms.Trial;
        var after = subscription.After(SubscriptionEvent.TrialStarted) with
        {
            Plan = TrialPlan,
            TrialUsed = true,
            TrialEndsAt = ends,
            TrialReminderAt = TimeZones.MorningBefore(ends, PaymentTerms.TrialReminderDays, subscription.TimeZone),
        };
        var change = await writer.BeginAsync(caller.WorkspaceId, before, after, ct);
        await change.Audit(caller, "billing.trial.started", "subscription", id, BillingAudit.Of(subscription), BillingAudit.Of(after)).Tell(caller.WorkspaceId, BillingNews.TrialStarted).CommitAsync(ct);
        return SubscriptionResponse.Of(after, plans, providers);
    }, ct);
}
