using System.Text.Json;
using Artisan.Areas.Billing.Invoices;
using Artisan.Areas.Billing.Plans;
using Artisan.Areas.Billing.Storage;
using Artisan.Areas.Billing.Subscriptions;
using Artisan.Areas.Workspaces.Contracts;
using Artisan.Platform.Audit;
using Artisan.Platform.Due;
using Artisan.Platform.Ids;
using Artisan.Platform.Payments;
using Artisan.Platform.Storage;
using Microsoft.Extensions.Logging;

namespace Artisan.Areas.Billing.Stripe;

/// <summary>
/// Brings a workspace's rows to what Stripe says at this moment. The rows are read first, Stripe second, and the rows are replaced only if nobody else did
/// meanwhile: so an older view never overwrites a newer one, and any order of events, and any repetition, ends in the same state.
/// </summary>
internal sealed class StripeSync(
    StripeConnection stripe, BillingStore store, SubscriptionWriter writer, UsageBills bills, ValueBills values, StripeBills stripeBills, PlanCatalog plans, IWorkspaces workspaces, ILogger<StripeSync> log)
{
    /// <summary>The due kind, and the queue, of subscriptions that have been overdue for too long.</summary>
    public const string Overdue = "stripe-overdue";

    private const int MostTries = 12;

    /// <summary>Follows an event to the workspace it is about.</summary>
    public async Task FollowAsync(PaymentEvent happened, CancellationToken ct)
    {
        var invoice = happened.Invoice is { } reference ? await stripe.Payments.FindInvoiceAsync(reference, ct) : null;
        if (await WorkspaceAsync(happened, invoice, ct) is not { } workspaceId)
        {
            log.LogWarning("Stripe's event {EventId} of type {EventType} belongs to no workspace.", happened.Id, happened.Type);
            return;
        }

        await BringAsync(workspaceId, new StripeView { Subscription = happened.Subscription ?? invoice?.Subscription, Invoice = invoice, Card = StripeEventTypes.ConcernCard(happened.Type) }, ct);
    }

    /// <summary>Brings the subscription, and what else is to be looked at, to what Stripe has; answers the subscription as it then is.</summary>
    /// <exception cref="WriteConflictException">A row that the view adds was not as expected.</exception>
    public async Task<Subscription> BringAsync(string workspaceId, StripeView view, CancellationToken ct)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                return await TryAsync(workspaceId, view, ct);
            }
            catch (WriteConflictException e) when (tries < MostTries && !e.RowKey.StartsWith("idk|", StringComparison.Ordinal))
            {
                // Somebody else was writing: what is there now is read again.
            }
        }
    }

    /// <summary>
    /// After a failure: Stripe repeats it for a day to whoever comes with the same key, and once the subscription's row was written again the next call has another one. What may still be carried
    /// out keeps its key: under two it could be carried out twice.
    /// </summary>
    public async Task MoveOnAsync(string workspaceId, StoredSubscription before, PaymentException failure, CancellationToken ct)
    {
        if (failure.Transient) return;
        try
        {
            await (await writer.BeginAsync(workspaceId, before, before.Subscription, ct)).CommitAsync(ct);
        }
        catch (WriteConflictException)
        {
            // Somebody else has done so.
        }
    }

    private async Task<Subscription> TryAsync(string workspaceId, StripeView view, CancellationToken ct)
    {
        var before = await store.ReadAsync(workspaceId, ct);
        var known = view.Invoice is { } about ? await InvoiceRow.FindAsync(store.Home(workspaceId), MirroredInvoice.IdOf(about), ct) : null;
        var usage = view.Invoice is { Renewal: true } renewal ? await bills.ReadAsync(workspaceId, before.Subscription, renewal.PeriodStart, renewal.PeriodEnd, ct) : null;

        var seen = view.Invoice is { } invoice ? await stripe.Payments.FindInvoiceAsync(invoice.Reference, ct) : null;
        var after = await ConvergeAsync(workspaceId, before.Subscription, view, ct);
        if (after is null)
        {
            // Two bills are not remembered at once: the one that waits is issued before its time.
            var (waiting, issued) = (before.Subscription.Draft!, await stripeBills.IssueAsync(workspaceId, before, ct));
            await BringAsync(workspaceId, new StripeView { Invoice = issued, Billed = waiting.InvoiceId }, ct);
            return await TryAsync(workspaceId, view, ct);
        }

        var mirrored = seen is null ? null : new Mirrored(known, MirroredInvoice.Of(seen, (await workspaces.FindAsync(workspaceId, ct))?.Name ?? workspaceId, after.TaxRatePpm));

        var toClose = usage is { Usage.Closed: false } && seen is not null ? usage.Usage with { Closed = true, OwedOn = seen.Reference, Seq = usage.Usage.Seq + 1 } : null;
        var value = toClose is null ? ValueBill.Nothing : await values.ReadAsync(workspaceId, after, toClose.Period.End, ct);
        after = value.After(after);
        var priced = value.Lines.Count == 0 ? [] : stripeBills.Priced(after, usage!, value.Lines, seen!);
        await WriteAsync(workspaceId, before, after, mirrored, toClose, value, priced, view.Also, ct);
        if (seen is null || usage is null || (toClose ?? usage.Usage).OwedOn != seen.Reference) return after;

        var added = await stripeBills.AddAsync(workspaceId, after, usage, seen, ct);
        await bills.SettleAsync(workspaceId, usage.Usage.Period.Start, ct);
        return added ? await TryAsync(workspaceId, view with { Also = null }, ct) : after;
    }

    private async Task WriteAsync(string workspaceId, StoredSubscription before, Subscription after, Mirrored? invoice, PeriodUsage? toClose, ValueBill value, IReadOnlyList<BillLine> priced, Action<Change, Subscription>? also, CancellationToken ct)
    {
        var home = store.Home(workspaceId);
        if (Same(before.Subscription, after) && invoice is not { IsNews: true } && toClose is null && also is null) return;
        // Also where only an invoice is new: replacing the subscription's row proves that nobody wrote a later view meanwhile.
        var change = await writer.BeginAsync(workspaceId, before, after, ct);
        if (invoice is { IsNews: true }) invoice.Write(change, home, workspaceId);
        if (toClose is not null)
        {
            value.Write(change, home, invoice!.Invoice.Id, priced).Save(PeriodRow.Into(home, toClose))
                .Send(ShowUsage.Queue, new PeriodClosed(workspaceId, toClose.Period.Start), BillingJson.Default.PeriodClosed);
        }

        // What is to stand on the draft is settled here, however often it takes to bring it there.
        if (value.Lines.Count > 0) change.Insert(LongDoc.Into(home.Row(BillingKeys.OwedLines(toClose!.Period.Start)), value.Lines, BillingDocs.Default.Lines));
        if (after.Dunning is { NextAt: { } due } && after.Dunning != before.Subscription.Dunning) change.Schedule(Overdue, workspaceId, after.Id, due);
        var (was, now) = (BillingAudit.Of(before.Subscription), BillingAudit.Of(after));
        if (also is not null) also(change, after);
        else if (was.ToJsonString() != now.ToJsonString()) change.AuditSystem(workspaceId, StripeInbox.Queue, "billing.subscription.followed", "subscription", after.Id, was, now);
        await change.CommitAsync(ct);
    }

    // Null where a bill has to be issued first.
    private async Task<Subscription?> ConvergeAsync(string workspaceId, Subscription known, StripeView view, CancellationToken ct)
    {
        var seen = (view.Subscription ?? known.SubscriptionRef) is { } id ? await stripe.Payments.FindSubscriptionAsync(id, ct) : null;
        // One that another workspace, or nobody of ours, has begun says nothing about this one.
        if (seen?.WorkspaceId != workspaceId) seen = null;
        if (seen?.Plan is { } plan && plans.Find(plan) is null) seen = seen with { Plan = null };
        if (known.Draft is { } billed && billed.InvoiceId == view.Billed) known = known with { Draft = null };
        var after = seen is null ? known with { CustomerRef = view.Customer ?? known.CustomerRef } : known.Converge(seen);
        if (seen is not null && stripeBills.LeftBehind(known, after, seen) is { } left)
        {
            if (known.Draft is { Provider: BillingProvider.Stripe }) return null;
            after = after with { Draft = left };
        }

        if (seen is not null) await EndOtherAsync(workspaceId, known, seen, after, ct);
        if (after.CustomerRef is { } customer && (view.Card || after.PaymentMethod is null)) after = after with { PaymentMethod = PaymentMethods.OnFile(await stripe.Payments.FindMethodAsync(customer, ct)) ?? after.PaymentMethod };
        // An invoice takes from the credit, or adds to it.
        if (view.Invoice is not null && after.CustomerRef is { } payer) after = after with { CreditElsewhereMinor = await stripe.Payments.FindCreditAsync(payer, ct) };
        return after is { Status: SubscriptionStatus.PastDue or SubscriptionStatus.Unpaid, Dunning: null } && seen?.LatestInvoice is { } latest ? await OverdueAsync(after, latest, ct) : after;
    }

    // Two of Stripe's pages may both have been paid. One subscription counts; the other must not go on charging for nothing, and what it has charged is a credit.
    private async Task EndOtherAsync(string workspaceId, Subscription known, SubscriptionSnapshot seen, Subscription after, CancellationToken ct)
    {
        if (known is not { Provider: BillingProvider.Stripe, SubscriptionRef: { } old } || old == seen.Reference || !SubscriptionMachine.Runs(known.Status) || !SubscriptionMachine.Runs(seen.Status)) return;
        var (kept, other) = after.SubscriptionRef == old ? (old, seen.Reference) : (seen.Reference, old);
        if (await stripe.Payments.FindSubscriptionAsync(kept, ct) is not { Status: var status } || !SubscriptionMachine.Runs(status)) return;
        log.LogWarning("Workspace {WorkspaceId} pays for two subscriptions of Stripe: {Kept} counts, {Other} is ended.", workspaceId, kept, other);
        await stripe.Payments.TakeBackAsync(other, $"{other}:doubled", ct);
    }

    // Stripe tries again by itself; what is Artisan's is to end it when that was in vain for too long.
    private async Task<Subscription> OverdueAsync(Subscription subscription, string latest, CancellationToken ct)
    {
        if (await stripe.Payments.FindInvoiceAsync(latest, ct) is not { } owed) return subscription;
        var since = owed.FinalizedAt ?? owed.CreatedAt;
        return subscription with { Dunning = new Dunning(since, owed.Attempts, PaymentTerms.DunningAt(since, PaymentTerms.Ended), MirroredInvoice.IdOf(owed)) };
    }

    private async Task<string?> WorkspaceAsync(PaymentEvent happened, InvoiceSnapshot? invoice, CancellationToken ct)
    {
        var named = happened.WorkspaceId ?? ((happened.Customer ?? invoice?.Customer) is { } customer ? await stripe.Payments.FindWorkspaceAsync(customer, ct) : null);
        return UlidIds.IsId(named, "ws") && await workspaces.FindAsync(named!, ct) is not null ? named : null;
    }

    private static bool Same(Subscription one, Subscription other) => JsonSerializer.Serialize(one, BillingDocs.Default.Subscription) == JsonSerializer.Serialize(other, BillingDocs.Default.Subscription);
}

/// <summary>What of Stripe is to be looked at.</summary>
internal sealed record StripeView
{
    /// <summary>The subscription; null looks at the one that is known.</summary>
    public string? Subscription { get; init; }

    /// <summary>The customer, where there is no subscription yet.</summary>
    public string? Customer { get; init; }

    /// <summary>An invoice, as it was found.</summary>
    public InvoiceSnapshot? Invoice { get; init; }

    /// <summary>Whether what is paid with may be another card.</summary>
    public bool Card { get; init; }

    /// <summary>The remembered bill that the invoice is of, or that nothing was on.</summary>
    public string? Billed { get; init; }

    /// <summary>What goes into the transaction; it is then committed even where nothing else is new.</summary>
    public Action<Change, Subscription>? Also { get; init; }
}
