using Artisan.Platform.Payments;

namespace Artisan.Vendors.Stripe;

/// <summary>Stripe's records in the vocabulary of the port.</summary>
internal static class StripeSnapshots
{
    /// <summary>In the metadata of invoice items: what kind of line they are.</summary>
    public const string KindKey = "kind";

    /// <summary>In the metadata of invoice items: what tells them from the others of their invoice.</summary>
    public const string LineKey = "line";

    /// <summary>In the metadata of prices: the plan.</summary>
    public const string PlanKey = "plan";

    private static readonly Dictionary<string, InvoiceLineKind> Kinds = new() { ["overage"] = InvoiceLineKind.Overage, ["late_usage"] = InvoiceLineKind.LateUsage, ["value"] = InvoiceLineKind.Value };

    public static PaymentMethod Of(StripePaymentMethod method) => method.Card is { } card
        ? new PaymentMethod(method.Id, card.Brand, card.Last4, card.ExpMonth, card.ExpYear, card.Fingerprint)
        : new PaymentMethod(method.Id, method.Type, "", 12, 9999, null);

    public static string? PlanOf(StripeSubscription subscription) => subscription.Items.Data[0].Price.Metadata?.GetValueOrDefault(PlanKey);

    /// <summary>The plan that begins once its payment is confirmed.</summary>
    public static string? WaitingPlanOf(StripeSubscription subscription) => subscription.PendingUpdate?.SubscriptionItems is [var item, ..] ? item.Price.Metadata?.GetValueOrDefault(PlanKey) : null;

    public static SubscriptionStatus StatusOf(string status) => status switch
    {
        "trialing" => SubscriptionStatus.Trialing,
        "active" => SubscriptionStatus.Active,
        "past_due" => SubscriptionStatus.PastDue,
        "unpaid" => SubscriptionStatus.Unpaid,
        "paused" => SubscriptionStatus.Paused,
        "incomplete" => SubscriptionStatus.Incomplete,
        "canceled" or "incomplete_expired" => SubscriptionStatus.Canceled,
        _ => throw new PaymentException(PaymentFailure.Refused, "unknown_subscription_status"),
    };

    public static SubscriptionSnapshot Of(StripeSubscription s, string? pendingPlan, PaymentToConfirm? action, string? mark)
    {
        var item = s.Items.Data[0];
        return new SubscriptionSnapshot(
            s.Id, s.Customer, s.Metadata?.GetValueOrDefault(StripePayments.WorkspaceKey), PlanOf(s), StatusOf(s.Status), s.Currency.ToUpperInvariant(),
            Time(s.Created), Time(s.BillingCycleAnchor), Time(item.CurrentPeriodStart), Time(item.CurrentPeriodEnd), Time(s.TrialEnd),
            // The portal writes an instant where the API was asked for the end of the period.
            s.CancelAtPeriodEnd || s.CancelAt is not null, Time(s.EndedAt), pendingPlan, s.LatestInvoice, action,
            s.Status is not ("incomplete" or "incomplete_expired"), mark ?? s.Metadata?.GetValueOrDefault(StripePayments.MarkKey));
    }

    public static InvoiceSnapshot Of(StripeInvoice i, IReadOnlyList<StripeLine> lines)
    {
        // A line that credits says what was really paid: what a discount had taken off that is no discount now.
        var neverPaid = lines.Where(l => l.Amount < 0).Sum(l => l.Discount);
        return new(
            i.Id ?? "", i.Customer, i.Parent?.SubscriptionDetails?.Subscription, i.Number, StatusOf(i), i.BillingReason == "subscription_cycle", i.Currency.ToUpperInvariant(),
            i.Subtotal - neverPaid, Sum(i.TotalDiscountAmounts) - neverPaid, Sum(i.TotalTaxes), i.Total, i.Status is "open" ? i.AmountRemaining : i.Status is "draft" ? i.AmountDue : 0, i.AmountPaid,
            Time(i.Created), Time(i.PeriodStart), Time(i.PeriodEnd), Time(i.StatusTransitions?.FinalizedAt), Time(i.StatusTransitions?.PaidAt),
            i.AttemptCount, Time(i.NextPaymentAttempt), Link(i.HostedInvoiceUrl), Link(i.InvoicePdf), [.. lines.Select(Of)]);
    }

    public static InvoiceLine Of(StripeLine line) =>
        new(line.Id, line.Metadata?.GetValueOrDefault(LineKey), KindOf(line), line.Description ?? "", line.Amount - (line.Amount < 0 ? line.Discount : 0), Time(line.Period.Start), Time(line.Period.End), line.Metadata ?? new Dictionary<string, string>(), line.Amount < 0 ? 0 : line.Discount);

    public static string WordOf(InvoiceLineKind kind) => Kinds.FirstOrDefault(k => k.Value == kind).Key ?? "other";

    public static string WordOf(InvoiceStatus status) => status.ToString().ToLowerInvariant();

    private static InvoiceLineKind KindOf(StripeLine line)
    {
        if (line.Metadata?.GetValueOrDefault(KindKey) is { } word) return Kinds.GetValueOrDefault(word, InvoiceLineKind.Other);
        if ((line.Parent?.SubscriptionItemDetails ?? line.Parent?.InvoiceItemDetails)?.Proration is true) return InvoiceLineKind.Proration;
        return line.Parent?.Type == "subscription_item_details" ? InvoiceLineKind.Plan : InvoiceLineKind.Other;
    }

    private static InvoiceStatus StatusOf(StripeInvoice invoice) => invoice.Status switch
    {
        "open" => InvoiceStatus.Open,
        "paid" => InvoiceStatus.Paid,
        "void" => InvoiceStatus.Void,
        "uncollectible" => InvoiceStatus.Uncollectible,
        _ => InvoiceStatus.Draft,
    };

    private static long Sum(IReadOnlyList<StripeAmount>? amounts) => amounts?.Sum(a => a.Amount) ?? 0;

    public static Uri? Link(string? address) => Uri.TryCreate(address, UriKind.Absolute, out var uri) ? uri : null;

    private static DateTimeOffset Time(long seconds) => DateTimeOffset.FromUnixTimeSeconds(seconds);

    private static DateTimeOffset? Time(long? seconds) => seconds is { } s ? Time(s) : null;
}
