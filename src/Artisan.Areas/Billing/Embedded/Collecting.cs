using Artisan.Areas.Billing.Invoices;
using Artisan.Areas.Billing.Subscriptions;
using Artisan.Platform.Payments;

namespace Artisan.Areas.Billing.Embedded;

/// <summary>What a try to collect an open invoice comes to. Pure: the simulated charge has no effect but the rows that are written.</summary>
internal static class Collecting
{
    /// <summary>Charges what is due. Where that fails the subscription is past due and is tried again later; the first failure sets the calendar.</summary>
    public static Billed Collect(this Billed billed, DateTimeOffset now, bool confirmed = false)
    {
        var (invoice, subscription) = (billed.Invoice, billed.Subscription);
        var outcome = invoice.OutstandingMinor == 0 ? ChargeResult.Paid : TestCards.Charge(subscription.PaymentMethod, confirmed);
        return outcome.IsPaid ? billed.Paid(now) : new Billed(invoice with { Attempts = invoice.Attempts + 1, Failure = outcome.Reason }, Failed(subscription, invoice.Id, now));
    }

    /// <summary>The invoice is paid, and nothing is owed for it any more.</summary>
    public static Billed Paid(this Billed billed, DateTimeOffset now)
    {
        var (invoice, subscription) = (billed.Invoice, billed.Subscription);
        var due = invoice.OutstandingMinor;
        return new Billed(
            invoice with { Status = InvoiceStatus.Paid, PaidAt = now, PaidMinor = invoice.PaidMinor + due, Attempts = invoice.Attempts + (due > 0 ? 1 : 0), Failure = null },
            subscription.Dunning?.InvoiceId == invoice.Id ? Settled(subscription, now) : subscription);
    }

    /// <summary>The subscription once what was owed is paid, or not owed any more.</summary>
    public static Subscription Settled(Subscription subscription, DateTimeOffset now) => NextDebt(InState(subscription, SubscriptionEvent.Paid) with { Dunning = null }, now);

    /// <summary>Goes on with the next invoice that is owed, at once; what there is to pay with may work by now.</summary>
    public static Subscription NextDebt(Subscription subscription, DateTimeOffset now) => subscription is { Dunning: null, AlsoOwed: [var next, ..] }
        ? InState(subscription, SubscriptionEvent.PaymentFailed) with { Dunning = new Dunning(now, 0, now, next), AlsoOwed = [.. subscription.AlsoOwed.Skip(1)] }
        : subscription;

    /// <summary>The subscription after something that says nothing about a workspace that is on Free again.</summary>
    public static Subscription InState(Subscription subscription, SubscriptionEvent happened) => SubscriptionMachine.Next(subscription.Status, happened) is { } status ? subscription with { Status = status } : subscription;

    private static Subscription Failed(Subscription subscription, string invoiceId, DateTimeOffset now)
    {
        if (subscription.Dunning is { } other && other.InvoiceId != invoiceId) return subscription with { AlsoOwed = [.. subscription.AlsoOwed, invoiceId] };
        var dunning = subscription.Dunning is { } running
            ? running with { Attempts = running.Attempts + 1, NextAt = PaymentTerms.DunningAt(running.FirstFailedAt, running.Attempts + 1) }
            : new Dunning(now, 0, PaymentTerms.DunningAt(now, 0), invoiceId);
        return InState(subscription, SubscriptionEvent.PaymentFailed) with { Dunning = dunning };
    }
}
