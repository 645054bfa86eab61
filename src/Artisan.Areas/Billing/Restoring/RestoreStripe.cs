using System.Globalization;
using Artisan.Areas.Billing.Invoices;
using Artisan.Areas.Billing.Storage;
using Artisan.Areas.Billing.Stripe;
using Artisan.Areas.Billing.Subscriptions;
using Artisan.Platform.Backups;
using Artisan.Platform.Payments;
using Artisan.Platform.Storage;

namespace Artisan.Areas.Billing.Restoring;

/// <summary>
/// Brings the subscription and the invoices of a restored workspace to what Stripe has by now: events that the lost app took never come again. A customer whom the backup does not know yet, and a
/// subscription that began since, are found at Stripe.
/// </summary>
internal sealed class RestoreStripe(StripeConnection stripe, BillingStore store, SubscriptionWriter writer, StripeSync sync) : IRestoreStep
{
    private static readonly InvoiceStatus[] All = [InvoiceStatus.Draft, InvoiceStatus.Open, InvoiceStatus.Paid, InvoiceStatus.Void, InvoiceStatus.Uncollectible];

    public string Name => "stripe";

    public async Task<string> RunAsync(string workspaceId, CancellationToken ct)
    {
        if (!stripe.IsOn) return "not set up.";
        var restored = (await store.ReadAsync(workspaceId, ct)).Subscription;
        if ((restored.CustomerRef ?? await stripe.Payments.FindCustomerAsync(workspaceId, ct)) is not { } customer) return "no customer.";
        await LeaveOutGivenAsync(workspaceId, customer, ct);
        var news = await NewsAsync(workspaceId, customer, ct);
        foreach (var invoice in news) await sync.BringAsync(workspaceId, new StripeView { Subscription = invoice.Subscription, Invoice = invoice }, ct);
        var after = await sync.BringAsync(workspaceId, new StripeView { Customer = customer, Card = true }, ct);
        return string.Create(CultureInfo.InvariantCulture, $"{news.Count} invoices brought, the plan is {after.Plan} ({after.Status}).");
    }

    // A credit that was given since is not given once more, and no other one gets its name.
    private Task<bool> LeaveOutGivenAsync(string workspaceId, string customer, CancellationToken ct) => Retry.OnConflictAsync(
        async () =>
        {
            var before = await store.ReadAsync(workspaceId, ct);
            var (subscription, given, last) = (before.Subscription, 0L, before.Subscription.Seq);
            await foreach (var credit in stripe.Payments.CreditsAsync(customer, ct))
            {
                if (subscription.TakenAt(credit.Reference) is not { } seq || seq < subscription.Seq) continue;
                (given, last) = (given + credit.AmountMinor, Math.Max(last, seq));
            }

            if (given == 0) return false;
            before = before with { Subscription = subscription with { Seq = last } };
            await (await writer.BeginAsync(workspaceId, before, subscription with { CreditBalanceMinor = Math.Max(0, subscription.CreditBalanceMinor - given) }, ct)).CommitAsync(ct);
            return true;
        },
        ct);

    // The oldest first, as periods are closed one after the other.
    private async Task<IReadOnlyList<InvoiceSnapshot>> NewsAsync(string workspaceId, string customer, CancellationToken ct)
    {
        var (home, news) = (store.Home(workspaceId), new List<InvoiceSnapshot>());
        foreach (var status in All)
        {
            await foreach (var seen in stripe.Payments.InvoicesAsync(customer, status, ct))
            {
                if (await InvoiceRow.FindAsync(home, MirroredInvoice.IdOf(seen), ct) is not { } known || known.Invoice.Status != seen.Status || status is InvoiceStatus.Draft or InvoiceStatus.Open) news.Add(seen);
            }
        }

        return [.. news.OrderBy(i => i.CreatedAt)];
    }
}
