using Artisan.Areas.Billing.Invoices;
using Artisan.Areas.Billing.Metering;
using Artisan.Areas.Billing.Plans;
using Artisan.Areas.Billing.Subscriptions;
using Artisan.Platform.Events;
using Artisan.Platform.Payments;
using Artisan.Platform.Storage;

namespace Artisan.Areas.Billing;

/// <summary>What happens here that others may want to know of.</summary>
internal static class BillingEvents
{
    public static readonly EventType<SubscriptionResponse> SubscriptionCreated = new("subscription.created", "first paid plan or trial", BillingJson.Default.SubscriptionResponse);

    public static readonly EventType<SubscriptionResponse> SubscriptionUpdated = new("subscription.updated", "plan, state or period changed", BillingJson.Default.SubscriptionResponse);

    public static readonly EventType<SubscriptionResponse> SubscriptionCanceled = new("subscription.canceled", "ended", BillingJson.Default.SubscriptionResponse);

    public static readonly EventType<InvoiceResponse> InvoiceFinalized = new("invoice.finalized", "numbered and fixed", BillingJson.Default.InvoiceResponse);

    public static readonly EventType<InvoiceResponse> InvoicePaid = new("invoice.paid", "paid", BillingJson.Default.InvoiceResponse);

    public static readonly EventType<InvoiceResponse> PaymentFailed = new("invoice.payment_failed", "an attempt failed", BillingJson.Default.InvoiceResponse);

    public static readonly EventType<UsageNotice> ThresholdReached = new("usage.threshold_reached", "80 % or 100 % of a limit", BillingJson.Default.UsageNotice);

    /// <summary>Announces what a change makes of a subscription; nothing where plan, state and period stay.</summary>
    public static Change Announce(this Change change, string workspaceId, Subscription before, Subscription after, PlanCatalog plans, SubscriptionProviders providers)
    {
        if (TypeOf(before, after, plans) is not { } type) return change;
        // Everybody may read it: what confirms a payment is for those who pay.
        return change.Announce(type, workspaceId, after.Id, SubscriptionResponse.Of(after, plans, providers) with { Action = null });
    }

    /// <summary>Announces what a change makes of an invoice; null where it is new.</summary>
    public static Change Announce(this Change change, string workspaceId, Invoice? before, Invoice after)
    {
        if (after.Status is InvoiceStatus.Draft) return change;
        var data = InvoiceResponse.Of(after) with { Lines = [.. after.Lines.Select(InvoiceLineResponse.Of)] };
        if (before is null or { Status: InvoiceStatus.Draft }) change.Announce(InvoiceFinalized, workspaceId, after.Id, data);
        if (after.Status is InvoiceStatus.Paid && before?.Status is not InvoiceStatus.Paid) change.Announce(InvoicePaid, workspaceId, after.Id, data);
        if (after.Status is InvoiceStatus.Open && after.Attempts > (before?.Attempts ?? 0)) change.Announce(PaymentFailed, workspaceId, after.Id, data);
        return change;
    }

    private static EventType<SubscriptionResponse>? TypeOf(Subscription before, Subscription after, PlanCatalog plans)
    {
        if (after.Status is SubscriptionStatus.Canceled && before.Status is not SubscriptionStatus.Canceled) return SubscriptionCanceled;
        if (Gives(after, plans) && !Gives(before, plans)) return SubscriptionCreated;
        var isSame = (after.Plan, after.Status, after.PeriodStart, after.PeriodEnd, after.PendingPlan, after.CancelAtPeriodEnd) == (before.Plan, before.Status, before.PeriodStart, before.PeriodEnd, before.PendingPlan, before.CancelAtPeriodEnd);
        return isSame ? null : SubscriptionUpdated;
    }

    private static bool Gives(Subscription subscription, PlanCatalog plans) => subscription.Status is SubscriptionStatus.Trialing || !plans[subscription.Plan].IsFree;
}
