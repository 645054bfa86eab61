using System.Text.Json.Nodes;
using Artisan.Areas.Billing.Invoices;
using Artisan.Areas.Billing.Subscriptions;

namespace Artisan.Areas.Billing;

/// <summary>What audit entries show of subscriptions and invoices.</summary>
internal static class BillingAudit
{
    public static JsonObject Of(Subscription subscription) => new()
    {
        ["plan"] = subscription.Plan,
        ["status"] = subscription.Status.ToString(),
        ["pendingPlan"] = subscription.PendingPlan,
        ["cancelAtPeriodEnd"] = subscription.CancelAtPeriodEnd,
        ["trialEndsAt"] = subscription.TrialEndsAt,
        ["paymentMethod"] = subscription.PaymentMethod is { } method ? $"{method.Brand} {method.Last4}" : null,
    };

    public static JsonObject Of(Invoice invoice) => new()
    {
        ["number"] = invoice.Number,
        ["status"] = invoice.Status.ToString(),
        ["totalMinor"] = invoice.TotalMinor,
        ["currency"] = invoice.Currency,
    };

    public static JsonObject Of(CreditNote note) => new() { ["number"] = note.Number, ["invoice"] = note.InvoiceNumber, ["amountMinor"] = note.AmountMinor, ["currency"] = note.Currency };
}
