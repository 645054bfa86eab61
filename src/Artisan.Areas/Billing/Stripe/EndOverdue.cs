using Artisan.Areas.Billing.Storage;
using Artisan.Areas.Billing.Subscriptions;
using Artisan.Platform.Due;
using Artisan.Platform.Functions;

namespace Artisan.Areas.Billing.Stripe;

/// <summary>Ends a subscription of Stripe's on day 21 of an unpaid invoice; the workspace goes to Free and keeps its data. One that was paid meanwhile waits for nothing.</summary>
internal sealed class EndOverdue(StripeConnection stripe, BillingStore store, StripeSync sync) : IQueueHandler<DueWork>
{
    public async Task HandleAsync(QueueMessage<DueWork> message, CancellationToken ct)
    {
        var work = message.Body;
        if (!stripe.IsOn || !await IsDueAsync(work, ct)) return;
        // What is known here may be old: Stripe is asked before anything is ended.
        await sync.BringAsync(work.Owner, new StripeView(), ct);
        if (!await IsDueAsync(work, ct)) return;
        var reference = (await store.ReadAsync(work.Owner, ct)).Subscription.SubscriptionRef!;
        await stripe.Payments.CancelAsync(reference, atPeriodEnd: false, $"{reference}:overdue", ct);
        await sync.BringAsync(work.Owner, new StripeView { Subscription = reference }, ct);
    }

    private async Task<bool> IsDueAsync(DueWork work, CancellationToken ct) =>
        (await store.ReadAsync(work.Owner, ct)).Subscription is { Provider: BillingProvider.Stripe, SubscriptionRef: not null, Dunning.NextAt: { } due } && due == work.Due;
}
