using Artisan.Areas.Billing.Contracts;
using Artisan.Areas.Billing.Embedded;
using Artisan.Areas.Billing.Periods;
using Artisan.Areas.Billing.Plans;
using Artisan.Areas.Billing.Storage;
using Artisan.Areas.Billing.Subscriptions;
using Artisan.Platform.Audit;
using Artisan.Platform.Payments;
using Artisan.Platform.Storage;
using Artisan.Platform.Time;
using Microsoft.Extensions.Logging;

namespace Artisan.Areas.Billing.Invoices;

/// <summary>
/// Makes a subscription's draft final. One transaction closes the period (so that what it bills is exactly what was counted, and later events are late), gives the number
/// and writes the invoice with what came of charging it. A draft without lines is dropped and takes no number.
/// </summary>
internal sealed partial class FinalizeDraft(
    BillingStore store, SubscriptionWriter writer, PlanCatalog plans, FinalInvoices invoices, IEnumerable<IValueFees> fees, BusinessClock clock, ILogger<FinalizeDraft> log)
{
    // Events are taken up to 35 days back, and a period has at most 31.
    private static readonly TimeSpan Back = TimeSpan.FromDays(70);

    /// <summary>Makes the draft final; answers the subscription as it then is.</summary>
    /// <exception cref="WriteConflictException">Something was counted or changed this moment; read again.</exception>
    public async Task<StoredSubscription> RunAsync(string workspaceId, StoredSubscription before, CancellationToken ct)
    {
        var (subscription, home) = (before.Subscription, store.Home(workspaceId));
        var pending = subscription.Draft!;
        var draft = await InvoiceRow.FindAsync(home, pending.InvoiceId, ct) ?? throw new InvalidOperationException("The subscription's draft is gone.");
        var plan = plans[pending.UsagePlan];
        var periods = await store.PeriodsAsync(workspaceId, pending.UsageStart - Back, pending.UsageStart, ct);
        // Where nothing was used there is no row yet; a closed one keeps late events out.
        var usage = periods.FirstOrDefault(p => p.Period.Start == pending.UsageStart) ?? Unused(subscription, pending);
        IReadOnlyList<BillLine> lines = [.. draft.Invoice.Lines, .. UsageLines.Of(usage, periods, plan, plans, subscription.Currency), .. await ValueLinesAsync(workspaceId, subscription, usage.Period, ct)];

        var cleared = subscription with { Draft = null };
        var change = lines.Count == 0 ? await DropAsync(workspaceId, before, cleared, draft, ct) : await FinalAsync(workspaceId, before, cleared, draft, lines, ct);
        change.Save(PeriodRow.Into(home, usage with { Closed = true, Seq = usage.Seq + 1 }));
        await change.CommitAsync(ct);
        return await store.ReadAsync(workspaceId, ct);
    }

    private async Task<Change> DropAsync(string workspaceId, StoredSubscription before, Subscription cleared, StoredInvoice draft, CancellationToken ct)
    {
        var change = await writer.BeginAsync(workspaceId, before, cleared, ct);
        return change.Delete(BillingKeys.Invoice(draft.Invoice.Id));
    }

    private async Task<Change> FinalAsync(string workspaceId, StoredSubscription before, Subscription cleared, StoredInvoice draft, IReadOnlyList<BillLine> lines, CancellationToken ct)
    {
        var now = clock.Now;
        var billed = (await invoices.FinalizeAsync(workspaceId, draft.Invoice, lines, cleared, ct)).Collect(now);
        var change = await writer.BeginAsync(workspaceId, before, billed.Subscription, ct);
        return FinalInvoices.Write(change, store.Home(workspaceId), workspaceId, draft, billed)
            .Tell(workspaceId, billed.Invoice.Status is InvoiceStatus.Paid ? BillingNews.Paid : BillingNews.PaymentFailed, billed.Invoice)
            .AuditSystem(workspaceId, Agenda.Renewals, "billing.invoice.finalized", "invoice", billed.Invoice.Id, after: BillingAudit.Of(billed.Invoice));
    }

    private static PeriodUsage Unused(Subscription subscription, PendingInvoice pending)
    {
        var periods = new BillingPeriods(subscription.Anchor, TimeZoneInfo.FindSystemTimeZoneById(subscription.TimeZone));
        var own = periods.Containing(pending.UsageStart);
        return new PeriodUsage { Period = new BillingPeriod(own.Number, pending.UsageStart, subscription.PeriodStart), TimeZone = subscription.TimeZone };
    }

    private async Task<IReadOnlyList<BillLine>> ValueLinesAsync(string workspaceId, Subscription subscription, BillingPeriod period, CancellationToken ct)
    {
        if (!subscription.ValueBilling) return [];
        var lines = new List<BillLine>();
        foreach (var source in fees)
        {
            foreach (var fee in await source.InPeriodAsync(workspaceId, period.Start, period.End, ct))
            {
                if (fee.Currency == subscription.Currency) lines.Add(new BillLine { Kind = InvoiceLineKind.Value, Description = fee.Description, AmountMinor = fee.AmountMinor, From = period.Start, To = period.End, Receipts = fee.ReceiptIds });
                else OtherCurrency(log, fee.DefinitionId, fee.Currency, subscription.Currency);
            }
        }

        return lines;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A fee of definition {Definition} is in {Currency} and cannot be billed in {BillCurrency}.")]
    private static partial void OtherCurrency(ILogger logger, string definition, string currency, string billCurrency);
}
