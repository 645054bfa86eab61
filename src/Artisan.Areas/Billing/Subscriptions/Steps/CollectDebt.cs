using Artisan.Areas.Billing.Embedded;
using Artisan.Areas.Billing.Invoices;
using Artisan.Areas.Billing.Storage;
using Artisan.Platform.Audit;
using Artisan.Platform.Payments;
using Artisan.Platform.Time;

namespace Artisan.Areas.Billing.Subscriptions;

/// <summary>
/// Takes the next step with a payment that failed: four more tries, then unpaid, then Free with all data kept, and the invoice is given up; what was used since is billed once.
/// Each step is one transaction.
/// </summary>
internal sealed class CollectDebt(BillingStore store, SubscriptionWriter writer, Bills bills, BusinessClock clock)
{
    public async Task RunAsync(string workspaceId, StoredSubscription before, CancellationToken ct)
    {
        var (subscription, home) = (before.Subscription, store.Home(workspaceId));
        var dunning = subscription.Dunning!;
        var owed = await InvoiceRow.FindAsync(home, dunning.InvoiceId, ct);
        var (billed, news) = owed is not { Invoice: { Status: InvoiceStatus.Open } invoice }
            ? (new Billed(owed?.Invoice!, Collecting.Settled(subscription, clock.Now)), (BillingNews?)null)
            : Step(new Billed(invoice, subscription), dunning, clock.Now);
        var last = subscription.Status is SubscriptionStatus.Unpaid && news is BillingNews.Ended ? await bills.EndAsync(workspaceId, subscription with { Dunning = null }, clock.Now, ct) : default;
        if (last.Ended is { } ended) billed = billed with { Subscription = Collecting.NextDebt(ended, clock.Now) };

        var change = await writer.BeginAsync(workspaceId, before, billed.Subscription, ct);
        if (last.Draft is { } draft) InvoiceRow.Insert(change, home, draft.Invoice);
        if (news is { } told)
        {
            InvoiceRow.Save(change, home, owed!, billed.Invoice).Tell(workspaceId, told, billed.Invoice).Announce(workspaceId, owed!.Invoice, billed.Invoice)
                .AuditSystem(workspaceId, Agenda.Dunning, "billing.payment.collected", "invoice", billed.Invoice.Id, BillingAudit.Of(subscription), BillingAudit.Of(billed.Subscription));
        }

        await change.CommitAsync(ct);
    }

    private static (Billed Billed, BillingNews? News) Step(Billed billed, Dunning dunning, DateTimeOffset now)
    {
        var subscription = billed.Subscription;
        switch (dunning.Attempts)
        {
            case < PaymentTerms.Unpaid:
                var tried = billed.Collect(now);
                return (tried, tried.Invoice.Status is InvoiceStatus.Paid ? BillingNews.Paid : BillingNews.PaymentFailed);
            case PaymentTerms.Unpaid:
                var unpaid = Collecting.InState(subscription, SubscriptionEvent.RetriesUsedUp) with
                {
                    Dunning = dunning with { Attempts = PaymentTerms.Ended, NextAt = PaymentTerms.DunningAt(dunning.FirstFailedAt, PaymentTerms.Ended) },
                };
                return (billed with { Subscription = unpaid }, BillingNews.Unpaid);
            default:
                return (new Billed(billed.Invoice with { Status = InvoiceStatus.Uncollectible }, Collecting.NextDebt(subscription with { Dunning = null }, now)), BillingNews.Ended);
        }
    }
}
