using Artisan.Areas.Billing.Embedded;
using Artisan.Areas.Billing.Storage;
using Artisan.Areas.Workspaces.Contracts;
using Artisan.Platform.Audit;
using Artisan.Platform.Due;
using Artisan.Platform.Functions;
using Artisan.Platform.Http;
using Artisan.Platform.Messaging;
using Artisan.Platform.Payments;
using Artisan.Platform.Storage;
using Artisan.Platform.Time;

namespace Artisan.Areas.Billing.Subscriptions;

/// <summary>
/// Does what a workspace's subscription has waited for, in the order in which it came due: renewals, ends of trials and reminders of them, final invoices, tries to collect. It looks at the
/// subscription and not at the message, so messages may come twice, late and in any order.
/// </summary>
internal sealed class StepSubscription(
    BillingStore store, SubscriptionWriter writer, RenewSubscription renew, SubscriptionProviders providers, CollectDebt collect, Queues queues, BusinessClock clock) : IQueueHandler<DueWork>
{
    // A subscription that slept for years does not keep a function from ending in time.
    private const int MostSteps = 40;
    private const int MostConflicts = 10;

    public async Task HandleAsync(QueueMessage<DueWork> message, CancellationToken ct)
    {
        var workspaceId = message.Body.Owner;
        for (var (steps, conflicts) = (0, 0); steps < MostSteps; steps++)
        {
            try
            {
                if (!await StepAsync(workspaceId, ct)) return;
            }
            catch (WriteConflictException)
            {
                if (++conflicts == MostConflicts) throw new FaultException(Faults.Busy);
            }
        }

        await queues.SendAsync(Agenda.Queue, message.Body, DueWork.JsonType, ct);
    }

    private async Task<bool> StepAsync(string workspaceId, CancellationToken ct)
    {
        var before = await store.ReadAsync(workspaceId, ct);
        if (before.IsNew || Agenda.Of(before.Subscription) is not [var (step, due), ..] || due > clock.Now) return false;
        switch (step)
        {
            case AgendaStep.Finalize: await providers[before.Subscription.Draft!.Provider].FinalizeAsync(workspaceId, before, ct); break;
            case AgendaStep.RemindOfTrial: await RemindAsync(workspaceId, before, ct); break;
            case AgendaStep.EndTrial: await ChangeAsync(workspaceId, before, before.Subscription.TrialOver(), BillingNews.TrialEnded, ct); break;
            case AgendaStep.GiveUpFirstPayment: await ChangeAsync(workspaceId, before, GivenUp(before.Subscription), null, ct); break;
            case AgendaStep.Collect: await collect.RunAsync(workspaceId, before, ct); break;
            case AgendaStep.Renew: await renew.RunAsync(workspaceId, before, ct); break;
        }

        return true;
    }

    private static Subscription GivenUp(Subscription subscription) =>
        (subscription.Status is SubscriptionStatus.Incomplete ? Collecting.InState(subscription, SubscriptionEvent.Ended) : subscription) with { Action = null, PendingPlan = null };

    // Word of the end of a trial that has ended meanwhile would come too late: it is left out.
    private async Task RemindAsync(string workspaceId, StoredSubscription before, CancellationToken ct)
    {
        var (subscription, ends) = (before.Subscription, before.Subscription.TrialEndsAt);
        var change = await writer.BeginAsync(workspaceId, before, subscription with { TrialReminderAt = null }, ct);
        if (ends > clock.Now) change.Tell(workspaceId, BillingNews.TrialEnding, what: TimeZones.Words(ends.Value, subscription.TimeZone));
        await change.CommitAsync(ct);
    }

    private async Task ChangeAsync(string workspaceId, StoredSubscription before, Subscription after, BillingNews? news, CancellationToken ct)
    {
        var change = await writer.BeginAsync(workspaceId, before, after, ct);
        change.AuditSystem(workspaceId, Agenda.Renewals, "billing.subscription.changed", "subscription", after.Id, BillingAudit.Of(before.Subscription), BillingAudit.Of(after));
        if (news is { } told) change.Tell(workspaceId, told);
        await change.CommitAsync(ct);
    }
}
