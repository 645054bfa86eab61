using System.Globalization;
using Artisan.Areas.Billing.Invoices;
using Artisan.Areas.Billing.Plans;
using Artisan.Areas.Billing.Storage;
using Artisan.Areas.Billing.Subscriptions;
using Artisan.Platform.Payments;

namespace Artisan.Areas.Billing.Stripe;

/// <summary>
/// Puts what was used and what value brought onto the renewal's invoice while it is a draft. The period is closed first, so the lines are the same whenever they are
/// made; a line that is there already is left alone, and one that comes too late goes to the next invoice.
/// </summary>
internal sealed class StripeDraftLines(StripeConnection stripe, BillingStore store, UsageBills bills, PlanCatalog plans)
{
    /// <summary>Adds what is missing; answers whether anything was.</summary>
    public async Task<bool> AddAsync(string workspaceId, Subscription subscription, UsageToBill closed, InvoiceSnapshot draft, CancellationToken ct)
    {
        var present = draft.Lines.Select(l => l.Details.GetValueOrDefault(MirroredInvoice.LineKey)).ToHashSet(StringComparer.Ordinal);
        var added = false;
        var value = await store.Home(workspaceId).FindAsync(BillingKeys.OwedLines(closed.Usage.Period.Start), ct) is { } row ? LongDoc.From(row, BillingDocs.Default.Lines) : [];
        foreach (var line in bills.Lines(subscription, closed, plans[closed.Usage.Plan ?? subscription.Plan]).Concat(value))
        {
            var key = Key(line);
            if (present.Contains(key)) continue;
            await AddAsync(draft, line, key, ct);
            added = true;
        }

        return added;
    }

    private async Task AddAsync(InvoiceSnapshot draft, BillLine line, string key, CancellationToken ct)
    {
        var addition = new InvoiceAddition(
            draft.Customer, draft.Reference, draft.Subscription!, line.Kind, line.Description, draft.Currency, line.AmountMinor, line.From, line.To, MirroredInvoice.Details(line, key));
        try
        {
            await stripe.Payments.AddLineAsync(addition, $"{draft.Reference}:{key}", ct);
        }
        catch (PaymentException e) when (e is { Failure: PaymentFailure.Refused, Code: "invoice_not_editable" })
        {
            await stripe.Payments.AddLineAsync(addition with { Invoice = null }, $"{draft.Reference}:{key}:next", ct);
        }
    }

    private static string Key(BillLine line) =>
        string.Create(CultureInfo.InvariantCulture, $"{line.Kind}:{line.Metric}:{line.From.UtcDateTime:yyyyMMddHHmmss}:{(line.Receipts is [var first, ..] ? first : "")}").ToLowerInvariant();
}
