using System.Globalization;
using Artisan.Areas.Billing.Invoices;
using Artisan.Areas.Billing.Plans;
using Artisan.Areas.Billing.Storage;
using Artisan.Areas.Billing.Subscriptions;
using Artisan.Platform.Ids;
using Artisan.Platform.Payments;
using Microsoft.Extensions.Options;

namespace Artisan.Areas.Billing.Stripe;

/// <summary>
/// Bills at Stripe what was used and what value brought: on the renewal's invoice while it is a draft; on an invoice of its own where no renewal comes any more, or where no
/// plan is paid for. The period is closed first, so the lines are the same whenever they are made, and one that is there already is left alone.
/// </summary>
internal sealed class StripeBills(
    StripeConnection stripe, StripeCustomers customers, StripeTerms terms, BillingStore store, SubscriptionWriter writer, UsageBills bills, ValueBills values, PlanCatalog plans, IOptions<BillingOptions> options)
{
    /// <summary>
    /// The bill of the last period of a subscription that ended, however it did. A renewal leaves nothing behind, as its invoice bills the period before: then it is null.
    /// </summary>
    public PendingInvoice? LeftBehind(Subscription known, Subscription after, SubscriptionSnapshot seen)
    {
        if (known.Provider is not BillingProvider.Stripe || !SubscriptionMachine.Runs(known.Status)) return null;
        if (after.SubscriptionRef == known.SubscriptionRef && after.Status is not SubscriptionStatus.Canceled) return null;
        var end = after.PeriodStart;
        // Of a renewal that nobody here has heard of yet, its own invoice bills what was before it.
        var start = seen.Reference == known.SubscriptionRef && seen.PeriodStart > known.PeriodStart && seen.PeriodStart < end ? seen.PeriodStart : known.PeriodStart;
        return new PendingInvoice(
            $"inv_{UlidIds.Of(start, known.SubscriptionRef ?? known.Id)}", known.Plan, start, end + TimeSpan.FromMinutes(options.Value.GraceMinutes), BillingProvider.Stripe,
            GivesUp: known.Status is SubscriptionStatus.Unpaid);
    }

    /// <summary>Brings a renewal's draft to what it is to bill: what was agreed on, and the lines that are missing; answers whether anything was.</summary>
    public async Task<bool> AddAsync(string workspaceId, Subscription subscription, UsageToBill closed, InvoiceSnapshot draft, CancellationToken ct)
    {
        await terms.GiveCreditAsync(workspaceId, await store.ReadAsync(workspaceId, ct), ct);
        var agreed = await SetTermsAsync(subscription, draft, ct);
        var present = draft.Lines.Select(l => l.Key).ToHashSet(StringComparer.Ordinal);
        var items = await ItemsAsync(workspaceId, subscription, closed, subscription.Plan, ct);
        var missing = items.Where(i => !present.Contains(i.Key)).ToList();
        foreach (var item in missing) await AddAsync(workspaceId, subscription, draft, item, ct);
        return agreed || missing.Count > 0;
    }

    /// <summary>Issues the bill that a subscription remembers; null where there is nothing on it.</summary>
    /// <exception cref="Platform.Storage.WriteConflictException">Something was counted or changed this moment; read again.</exception>
    public async Task<InvoiceSnapshot?> IssueAsync(string workspaceId, StoredSubscription before, CancellationToken ct)
    {
        var (subscription, bill) = (before.Subscription, before.Subscription.Draft!);
        var items = await ItemsAsync(workspaceId, subscription, await CloseAsync(workspaceId, before, bill, ct), bill.UsagePlan, ct);
        if (items.Count == 0 && subscription.CustomerRef is null) return null;
        var customer = await customers.EnsureAsync(workspaceId, subscription, email: null, ct);
        await terms.GiveCreditAsync(workspaceId, await store.ReadAsync(workspaceId, ct), ct);
        await SettleAsync(customer, bill, ct);
        var issued = await stripe.Payments.IssueAsync(Order(workspaceId, subscription, customer, bill.InvoiceId, items, bill.FinalizeAt), bill.InvoiceId, ct);
        await bills.SettleAsync(workspaceId, bill.UsageStart, ct);
        return issued;
    }

    /// <summary>The value lines of a draft with their parts of the discount, which lies on all that is charged on it.</summary>
    public IReadOnlyList<BillLine> Priced(Subscription subscription, UsageToBill closed, IReadOnlyList<BillLine> value, InvoiceSnapshot draft)
    {
        var usage = bills.Lines(subscription, closed, plans[closed.Usage.Plan ?? subscription.Plan]);
        // What comes too late for it goes on the next one, with the discounts that hold by then.
        return Priced(subscription, value, [.. draft.Lines.Select(MirroredInvoice.Of), .. usage], draft.Status is InvoiceStatus.Draft ? FinalAt(draft) : FinalAt(draft) + (subscription.PeriodEnd - subscription.PeriodStart));
    }

    private static IReadOnlyList<BillLine> Priced(Subscription subscription, IReadOnlyList<BillLine> value, IEnumerable<BillLine> others, DateTimeOffset finalAt) =>
        [.. InvoiceMaths.Total([.. value, .. others], [.. subscription.Discounts.Where(d => d.HoldsAt(finalAt))], 0, 0).Lines.Take(value.Count)];

    private async Task<bool> SetTermsAsync(Subscription subscription, InvoiceSnapshot draft, CancellationToken ct)
    {
        try
        {
            return draft.Status is InvoiceStatus.Draft && await stripe.Payments.SetTermsAsync(draft.Reference, new InvoiceTerms(draft.Currency, subscription.TaxRatePpm, StripeTerms.DiscountsAt(subscription, FinalAt(draft))), ct);
        }
        catch (PaymentException e) when (e is { Failure: PaymentFailure.Refused, Code: "invoice_not_editable" })
        {
            // It has become final meanwhile, with the discounts and the tax that the subscription has at Stripe.
            return false;
        }
    }

    private DateTimeOffset FinalAt(InvoiceSnapshot draft) => draft.CreatedAt + TimeSpan.FromMinutes(options.Value.GraceMinutes);

    private async Task AddAsync(string workspaceId, Subscription subscription, InvoiceSnapshot draft, InvoiceItem item, CancellationToken ct)
    {
        var (addition, key) = (new InvoiceAddition(draft.Customer, draft.Reference, draft.Currency, item), $"{draft.Reference}:{item.Key}");
        try
        {
            await stripe.Payments.AddLineAsync(addition, key, ct);
        }
        catch (PaymentException e) when (e is { Failure: PaymentFailure.Refused, Code: "invoice_not_editable" })
        {
            // Too late for this one: it goes on the next, or on one of its own where none comes.
            var goesOn = subscription.SubscriptionRef == draft.Subscription && SubscriptionMachine.Runs(subscription.Status);
            if (goesOn) await stripe.Payments.AddLineAsync(addition with { Invoice = null, TooLateFor = draft.Reference }, $"{key}:next", ct);
            else await stripe.Payments.IssueAsync(Order(workspaceId, subscription, draft.Customer, $"{draft.Reference}:{item.Key}", [item], FinalAt(draft)), $"{key}:late", ct);
        }
    }

    // What is to stand on the invoice is settled here, however often it takes to bring it there.
    private async Task<UsageToBill> CloseAsync(string workspaceId, StoredSubscription before, PendingInvoice bill, CancellationToken ct)
    {
        var period = await bills.ReadAsync(workspaceId, before.Subscription, bill.UsageStart, before.Subscription.PeriodStart, ct);
        if (period.Usage.Closed) return period;
        var (home, value) = (store.Home(workspaceId), await values.ReadAsync(workspaceId, before.Subscription, period.Usage.Period.End, ct));
        var change = await writer.BeginAsync(workspaceId, before, value.After(before.Subscription), ct);
        var priced = Priced(before.Subscription, value.Lines, bills.Lines(before.Subscription, period, plans[period.Usage.Plan ?? bill.UsagePlan]), bill.FinalizeAt);
        value.Write(change, home, bill.InvoiceId, priced).Save(PeriodRow.Into(home, period.Closed with { OwedOn = bill.InvoiceId }))
            .Send(ShowUsage.Queue, new PeriodClosed(workspaceId, bill.UsageStart), BillingJson.Default.PeriodClosed);
        if (value.Lines.Count > 0) change.Insert(LongDoc.Into(home.Row(BillingKeys.OwedLines(bill.UsageStart)), value.Lines, BillingDocs.Default.Lines));
        await change.CommitAsync(ct);
        return period;
    }

    // Stripe does nothing more about the invoices of a subscription that ended. A renewal that was still a draft is collected; of whoever did not pay for three weeks nothing
    // is asked any more, and what was used since is billed once.
    private async Task SettleAsync(string customer, PendingInvoice bill, CancellationToken ct)
    {
        var left = new List<string>();
        await foreach (var invoice in stripe.Payments.InvoicesAsync(customer, bill.GivesUp ? InvoiceStatus.Open : InvoiceStatus.Draft, ct))
        {
            if (invoice.Subscription is { } of && await stripe.Payments.FindSubscriptionAsync(of, ct) is { Status: SubscriptionStatus.Canceled }) left.Add(invoice.Reference);
        }

        foreach (var reference in left)
        {
            var key = $"{bill.InvoiceId}:{reference}";
            if (bill.GivesUp) await stripe.Payments.GiveUpAsync(reference, key, ct);
            else await stripe.Payments.TryPayAsync(reference, key, ct);
        }
    }

    private async Task<IReadOnlyList<InvoiceItem>> ItemsAsync(string workspaceId, Subscription subscription, UsageToBill closed, string plan, CancellationToken ct)
    {
        var value = await store.Home(workspaceId).FindAsync(BillingKeys.OwedLines(closed.Usage.Period.Start), ct) is { } row ? LongDoc.From(row, BillingDocs.Default.Lines) : [];
        return [.. bills.Lines(subscription, closed, plans[closed.Usage.Plan ?? plan]).Concat(value).Select(l => new InvoiceItem(Key(l), l.Kind, l.Description, l.AmountMinor, l.From, l.To, MirroredInvoice.Details(l)))];
    }

    private static InvoiceOrder Order(string workspaceId, Subscription subscription, string customer, string reference, IReadOnlyList<InvoiceItem> items, DateTimeOffset finalAt) =>
        new(workspaceId, customer, reference, subscription.Currency, subscription.TaxRatePpm, items) { Discounts = StripeTerms.DiscountsAt(subscription, finalAt) };

    // Of one metric and period there is a line for each plan that was left in it, beside that of the present one.
    private static string Key(BillLine line) => string.Create(
        CultureInfo.InvariantCulture,
        $"{line.Kind}:{line.Metric}:{line.From.UtcDateTime:yyyyMMddHHmmss}:{(line.Receipts is [var first, ..] ? first : "")}{(line.LeftPlan is { } plan ? $":{plan}" : "")}").ToLowerInvariant();
}
