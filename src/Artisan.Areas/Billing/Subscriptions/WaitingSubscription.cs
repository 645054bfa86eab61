using System.Runtime.CompilerServices;
using Artisan.Areas.Billing.Storage;
using Artisan.Areas.Billing.Stripe;
using Artisan.Platform.Due;

namespace Artisan.Areas.Billing.Subscriptions;

/// <summary>What a workspace's subscription waits for.</summary>
internal sealed class WaitingSubscription(BillingStore store) : IWaitingWork
{
    public IReadOnlyList<string> Kinds => [Agenda.Renewals, Agenda.Dunning, Agenda.TrialReminder, StripeSync.Overdue];

    public async IAsyncEnumerable<DueWork> ListAsync(string workspaceId, [EnumeratorCancellation] CancellationToken ct)
    {
        if (await store.Home(workspaceId).FindAsync(BillingKeys.Subscription, ct) is not { } row) yield break;
        var subscription = SubscriptionRow.From(row);
        foreach (var (step, due) in Agenda.Of(subscription)) yield return new DueWork(Agenda.KindOf(step), workspaceId, subscription.Id, due);
        if (subscription is { Provider: BillingProvider.Stripe, Dunning.NextAt: { } overdue }) yield return new DueWork(StripeSync.Overdue, workspaceId, subscription.Id, overdue);
    }
}
