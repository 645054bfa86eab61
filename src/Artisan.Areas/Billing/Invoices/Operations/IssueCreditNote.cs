using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Artisan.Areas.Billing.Embedded;
using Artisan.Areas.Billing.Storage;
using Artisan.Areas.Billing.Subscriptions;
using Artisan.Platform.Audit;
using Artisan.Platform.Http;
using Artisan.Platform.Ids;
using Artisan.Platform.Payments;
using Artisan.Platform.Storage;
using Artisan.Platform.Time;

namespace Artisan.Areas.Billing.Invoices;

/// <summary>What is taken back of an invoice.</summary>
/// <param name="AmountMinor">How much, tax included.</param>
/// <param name="Reason">Why, for the payer.</param>
public sealed record CreditNoteRequest([Range(1, 1_000_000_000_000)] long AmountMinor, [Required, StringLength(500, MinimumLength = 3)] string Reason);

/// <summary>
/// Corrects a final invoice: it stays as it is, and a note with a number of its own takes a part of it back. What was not paid yet is not to be paid any more; what was paid
/// becomes a credit for later invoices. Never more than the invoice came to, however many notes race.
/// </summary>
internal sealed class IssueCreditNote(BillingStore store, SubscriptionEdits edits, SubscriptionWriter writer, IIds ids, BusinessClock clock)
{
    /// <summary>Issues a note for staff of the operator, who answers for it.</summary>
    public Task<Outcome<CreditNoteResponse>> RunAsync(string workspaceId, string invoiceId, CreditNoteRequest request, AuditActor actor, CancellationToken ct) =>
        edits.RunAsync<CreditNoteResponse>(workspaceId, async before =>
        {
            var home = store.Home(workspaceId);
            if (await InvoiceRow.FindAsync(home, invoiceId, ct) is not { } stored) return Faults.NotFound;
            var invoice = stored.Invoice;
            if (invoice.Status is InvoiceStatus.Draft or InvoiceStatus.Void) return BillingFaults.InvoiceNotFinal;
            if (invoice.Provider is not BillingProvider.Embedded) return BillingFaults.InvoiceElsewhere;
            if (invoice.TotalMinor - invoice.CreditedMinor < request.AmountMinor) return BillingFaults.CreditTooLarge.At("amountMinor");

            var (note, settled) = Settle(workspaceId, before.Subscription, invoice, request);
            if (note.ToBalanceMinor > 0 && invoice.Currency != before.Subscription.Currency) return BillingFaults.CreditInOtherCurrency;
            var change = await writer.BeginAsync(workspaceId, before, settled.Subscription, ct);
            await InvoiceRow.Save(change, home, stored, settled.Invoice).Insert(Row(home, note)).Insert(home.Row(BillingKeys.CreditNumber(before.Subscription.NextCreditNoteNumber)))
                .Receipt(workspaceId, note)
                .Announce(workspaceId, invoice, settled.Invoice)
                .Tell(workspaceId, BillingNews.Credited, settled.Invoice, note.Number)
                .Audit(new AuditEntry
                {
                    Scope = AuditScope.Workspace(workspaceId),
                    Action = "billing.credit_note.issued",
                    Actor = actor,
                    Target = new AuditTarget("invoice", invoiceId),
                    At = note.CreatedAt,
                    After = BillingAudit.Of(note),
                })
                .CommitAsync(ct);
            return Outcome.Created(CreditNoteResponse.Of(note));
        }, ct);

    private (CreditNote Note, Billed Settled) Settle(string workspaceId, Subscription subscription, Invoice invoice, CreditNoteRequest request)
    {
        var (now, id, amount) = (clock.Now, ids.New("cn"), request.AmountMinor);
        var credited = invoice.CreditedMinor + amount;
        // What all notes together have of the tax is rounded once, so that it ends at the tax of the invoice.
        var tax = TaxOf(invoice, credited) - TaxOf(invoice, invoice.CreditedMinor);
        var forgiven = invoice.Status is InvoiceStatus.Open ? Math.Min(amount, invoice.OutstandingMinor) : 0;
        var toBalance = invoice.Status is InvoiceStatus.Uncollectible ? 0 : amount - forgiven;
        var after = invoice with { CreditedMinor = credited, ForgivenMinor = invoice.ForgivenMinor + forgiven };
        var paying = subscription with { NextCreditNoteNumber = subscription.NextCreditNoteNumber + 1, CreditBalanceMinor = subscription.CreditBalanceMinor + toBalance };
        if (after is { Status: InvoiceStatus.Open, OutstandingMinor: 0 })
        {
            after = after with { Status = after.PaidMinor == 0 && credited == after.TotalMinor ? InvoiceStatus.Void : InvoiceStatus.Paid, PaidAt = now };
            if (paying.Dunning?.InvoiceId == invoice.Id) paying = Collecting.Settled(paying, now);
        }

        var note = new CreditNote(
            id, InvoiceNumber.CreditNote(workspaceId, subscription.NextCreditNoteNumber), invoice.Id, invoice.Number!, invoice.Currency, request.Reason.Trim(), amount, tax, toBalance, now,
            InvoiceStatement.ReceiptIdOfCredit(workspaceId, id));
        return (note, new Billed(after, paying));
    }

    private static long TaxOf(Invoice invoice, long credited) => invoice.TotalMinor == 0 ? 0 : MinorUnits.Share(invoice.TaxMinor, credited, invoice.TotalMinor);

    private static Artisan.Azure.Tables.TableEntity Row(Partition home, CreditNote note)
    {
        var row = home.Row(BillingKeys.CreditNote(note.InvoiceId, note.Id));
        row["doc"] = JsonSerializer.Serialize(note, BillingDocs.Default.CreditNote);
        return row;
    }
}
