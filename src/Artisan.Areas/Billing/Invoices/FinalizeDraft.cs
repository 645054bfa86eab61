using Artisan.Areas.Billing.Embedded;
using Artisan.Areas.Billing.Plans;
using Artisan.Areas.Billing.Storage;
using Artisan.Areas.Billing.Subscriptions;
using Artisan.Platform.Audit;
using Artisan.Platform.Payments;
using Artisan.Platform.Storage;
using Artisan.Platform.Time;

namespace Artisan.Areas.Billing.Invoices;

/// <summary>
/// Makes a subscription's draft final. One transaction closes the period (so that what it bills is exactly what was counted, and later events are late), gives the number
/// and writes the invoice with what came of charging it. A draft without lines is dropped and takes no number.
/// </summary>
internal sealed class FinalizeDraft(BillingStore store, SubscriptionWriter writer, PlanCatalog plans, FinalInvoices invoices, UsageBills bills, ValueBills values, BusinessClock clock)
{
    /// <summary>Makes the draft final; answers the subscription as it then is.</summary>
    /// <exception cref="WriteConflictException">Something was counted or changed this moment; read again.</exception>
    public async Task<StoredSubscription> RunAsync(string workspaceId, StoredSubscription before, CancellationToken ct)
    {
        var (subscription, home) = (before.Subscription, store.Home(workspaceId));
        var pending = subscription.Draft!;
        var draft = await InvoiceRow.FindAsync(home, pending.InvoiceId, ct) ?? throw new InvalidOperationException("The subscription's draft is gone.");
        var period = await bills.ReadAsync(workspaceId, subscription, pending.UsageStart, subscription.PeriodStart, ct);
        var value = await values.ReadAsync(workspaceId, subscription, period.Usage.Period.End, ct);
        IReadOnlyList<BillLine> lines = [.. draft.Invoice.Lines, .. bills.Lines(subscription, period, plans[pending.UsagePlan]), .. value.Lines];

        var cleared = value.After(subscription with { Draft = null });
        var change = lines.Count == 0 ? await DropAsync(workspaceId, before, cleared, draft, value, ct) : await FinalAsync(workspaceId, before, cleared, draft, lines, value, ct);
        await change.Save(PeriodRow.Into(home, period.Closed)).CommitAsync(ct);
        return await store.ReadAsync(workspaceId, ct);
    }

    private async Task<Change> DropAsync(string workspaceId, StoredSubscription before, Subscription cleared, StoredInvoice draft, ValueBill value, CancellationToken ct)
    {
        var change = await writer.BeginAsync(workspaceId, before, cleared, ct);
        return value.Write(change, store.Home(workspaceId), draft.Invoice.Id, []).Delete(BillingKeys.Invoice(draft.Invoice.Id));
    }

    private async Task<Change> FinalAsync(string workspaceId, StoredSubscription before, Subscription cleared, StoredInvoice draft, IReadOnlyList<BillLine> lines, ValueBill value, CancellationToken ct)
    {
        var now = clock.Now;
        var billed = (await invoices.FinalizeAsync(workspaceId, draft.Invoice, lines, cleared, ct)).Collect(now);
        var change = await writer.BeginAsync(workspaceId, before, billed.Subscription, ct);
        value.Write(change, store.Home(workspaceId), billed.Invoice.Id, [.. billed.Invoice.Lines.TakeLast(value.Lines.Count)]);
        return FinalInvoices.Write(change, store.Home(workspaceId), workspaceId, draft, billed)
            .Tell(workspaceId, billed.Invoice.Status is InvoiceStatus.Paid ? BillingNews.Paid : BillingNews.PaymentFailed, billed.Invoice)
            .AuditSystem(workspaceId, Agenda.Renewals, "billing.invoice.finalized", "invoice", billed.Invoice.Id, after: BillingAudit.Of(billed.Invoice));
    }
}
