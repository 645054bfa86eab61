using Artisan.Areas.Billing.Storage;
using Artisan.Areas.Billing.Subscriptions;
using Artisan.Platform.Payments;
using Artisan.Platform.Signing;
using Artisan.Platform.Storage;
using Artisan.Platform.Time;

namespace Artisan.Areas.Billing.Invoices;

/// <summary>An invoice on its way into a transaction, and the subscription whose numbers and credit it has moved on.</summary>
internal sealed record Billed(Invoice Invoice, Subscription Subscription);

/// <summary>
/// Makes invoices final: sums, the next number of the workspace's series, and the receipt. Number and invoice are written with the subscription that counts the numbers,
/// in one transaction, so no number is given twice and none is left out.
/// </summary>
internal sealed class FinalInvoices(IReceiptSigner signer, BusinessClock clock)
{
    /// <summary>The final invoice of these lines, not yet paid.</summary>
    public async Task<Billed> FinalizeAsync(string workspaceId, Invoice draft, IReadOnlyList<BillLine> lines, Subscription subscription, CancellationToken ct)
    {
        var now = clock.Now;
        var discounts = subscription.Discounts.Where(d => d.HoldsAt(now)).ToList();
        var totals = InvoiceMaths.Total(lines, discounts, subscription.TaxRatePpm, subscription.CreditBalanceMinor);
        var invoice = draft.Totalled(totals) with
        {
            Number = InvoiceNumber.Invoice(workspaceId, subscription.NextInvoiceNumber),
            Status = InvoiceStatus.Open,
            Discounts = discounts,
            TaxRatePpm = subscription.TaxRatePpm,
            FinalizedAt = now,
            ReceiptId = InvoiceStatement.ReceiptIdOf(workspaceId, draft.Id),
            SignerKid = (await signer.CurrentAsync(ct)).Kid,
        };
        return new Billed(invoice, Charged(subscription, invoice.Lines) with { NextInvoiceNumber = subscription.NextInvoiceNumber + 1, CreditBalanceMinor = subscription.CreditBalanceMinor - totals.CreditMinor });
    }

    // A draft that becomes final after an upgrade within its hour says nothing about the plan that one has by now.
    private static Subscription Charged(Subscription subscription, IReadOnlyList<BillLine> lines) =>
        lines.LastOrDefault(l => l.AmountMinor > 0 && l.To == subscription.PeriodEnd && (l.Kind is InvoiceLineKind.Proration || (l.Kind is InvoiceLineKind.Plan && subscription.Charged?.Until != l.To))) is { } line
            ? subscription with { Charged = new PlanCharge(line.To, line.AmountMinor, line.DiscountMinor) }
            : subscription;

    /// <summary>Adds a final invoice, the proof of its number and its receipt to the change that saves the subscription.</summary>
    public static Change Write(Change change, Partition home, string workspaceId, StoredInvoice before, Billed billed)
    {
        var number = home.Row(BillingKeys.Number(billed.Subscription.NextInvoiceNumber - 1));
        number["invoice"] = billed.Invoice.Id;
        return InvoiceRow.Save(change, home, before, billed.Invoice).Insert(number).Receipt(workspaceId, billed.Invoice)
            .Announce(workspaceId, before.ETag == default ? null : before.Invoice, billed.Invoice);
    }
}
