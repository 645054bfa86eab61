using Artisan.Platform.Http;

namespace Artisan.Areas.Billing;

/// <summary>The refusals of the area, beside those of a reached limit and a missing feature, which every area may answer with.</summary>
public static class BillingFaults
{
    public static readonly Fault EventConflict = new("billing.event_conflict", 409, "An event with this id was recorded with other contents; give a different event its own id.");
    public static readonly Fault EventOutOfTime = new("billing.event_out_of_time", 422, "An event is taken from 35 days back to 5 minutes ahead.");
    public static readonly Fault MetricUnknown = new("billing.metric_unknown", 422, "The plan has no such metric.");
    public static readonly Fault MetricMeasured = new("billing.metric_measured", 422, "Artisan measures this metric itself; it cannot be reported.");
    public static readonly Fault WholeOnly = new("billing.whole_only", 422, "This metric counts things: its quantity has no decimals.");
    public static readonly Fault CounterFull = new("billing.counter_full", 422, "The quantity is beyond what a counter can hold.");
    public static readonly Fault PeriodClosed = new("billing.period_closed", 409, "The billing period was billed already.");
    public static readonly Fault ReservationExpired = new("billing.reservation_expired", 409, "The reservation has lapsed and was given back; reserve again.");
    public static readonly Fault ReservationSettled = new("billing.reservation_settled", 409, "The reservation was confirmed or released already.");
    public static readonly Fault PlanUnknown = new("billing.plan_unknown", 422, "There is no such plan to pay for; GET /api/billing/pricing-plans lists them.");
    public static readonly Fault AlreadyOnPlan = new("billing.already_on_plan", 409, "The workspace is on this plan already.");
    public static readonly Fault NotAnUpgrade = new("billing.not_an_upgrade", 409, "This plan is smaller than the present one; change the subscription instead, and it begins with the next period.");
    public static readonly Fault TooMuchForPlan = new("billing.too_much_for_plan", 409, "More exists than this plan has room for; reduce it first.");
    public static readonly Fault NothingToCancel = new("billing.nothing_to_cancel", 409, "The workspace pays for no plan.");
    public static readonly Fault TrialUsed = new("billing.trial_used", 409, "The trial was used: there is one per workspace, owner and payment card.");
    public static readonly Fault TrialNotNow = new("billing.trial_not_now", 409, "A trial begins on the Free plan only.");
    public static readonly Fault PaymentMethodMissing = new("billing.payment_method_missing", 402, "There is nothing to pay with; add a payment method.");
    public static readonly Fault PaymentMethodUnknown = new("billing.payment_method_unknown", 422, "There is no such payment method.");
    public static readonly Fault PaymentDeclined = new("billing.payment_declined", 402, "The payment was declined and nothing was changed; use another payment method.");
    public static readonly Fault PaymentActionRequired = new("billing.payment_action_required", 402, "The payer must confirm this payment first; nothing was changed.");
    public static readonly Fault PaymentOverdue = new("billing.payment_overdue", 409, "An invoice is overdue; pay it first by adding a payment method that works.");
    public static readonly Fault InvoiceNotFinal = new("billing.invoice_not_final", 409, "This invoice is not final, or void.");
    public static readonly Fault InvoiceElsewhere = new("billing.invoice_elsewhere", 409, "This invoice is the payment provider's; correct it there, and it follows here.");
    public static readonly Fault CreditInOtherCurrency = new("billing.credit_in_other_currency", 409, "The workspace is billed in another currency by now, so what was paid of this invoice cannot pay later ones; pay it back instead.");
    public static readonly Fault CreditTooLarge = new("billing.credit_too_large", 422, "This is more than is left of the invoice.");
    public static readonly Fault CurrencyMismatch = new("billing.currency_mismatch", 409, "The workspace is billed in another currency, so fees in this one cannot stand on its invoices.");
    public static readonly Fault ValueBillingOff = new("billing.value_billing_off", 409, "The workspace is not billed for value; go live first.");
    public static readonly Fault AlreadySubscribed = new("billing.already_subscribed", 409, "The workspace pays for a plan already; change that subscription instead of beginning another.");
    public static readonly Fault StripeOff = new("billing.stripe_off", 409, "Stripe is not set up here: Artisan bills by itself.");
    public static readonly Fault NoCustomer = new("billing.no_customer", 409, "The workspace has never paid for anything, so there is nothing to see at Stripe yet.");
    public static readonly Fault ReturnAddressForeign = new("billing.return_address_foreign", 422, "Stripe's pages lead back to Artisan's own address only.");
    public static readonly Fault SignatureInvalid = new("billing.signature_invalid", 400, "The body is not signed by a secret of this endpoint.");
    public static readonly Fault SignatureStale = new("billing.signature_stale", 400, "The body was signed more than five minutes ago, or in the future.");
    public static readonly Fault EventUnreadable = new("billing.event_unreadable", 400, "This is not a snapshot event of Stripe; its thin events are another protocol.");
    public static readonly Fault ProviderUnavailable = new("billing.provider_unavailable", 503, "The payment provider did not answer as expected; nothing was changed that is not seen again.") { RetryAfter = 10 };

    /// <summary>Every fault of the area, for the golden list and the API reference.</summary>
    public static IReadOnlyList<Fault> All { get; } =
    [
        EventConflict, EventOutOfTime, MetricUnknown, MetricMeasured, WholeOnly, CounterFull, PeriodClosed, ReservationExpired, ReservationSettled,
        PlanUnknown, AlreadyOnPlan, NotAnUpgrade, TooMuchForPlan, NothingToCancel, TrialUsed, TrialNotNow,
        PaymentMethodMissing, PaymentMethodUnknown, PaymentDeclined, PaymentActionRequired, PaymentOverdue, InvoiceNotFinal, InvoiceElsewhere, CreditInOtherCurrency, CreditTooLarge,
        CurrencyMismatch, ValueBillingOff,
        AlreadySubscribed, StripeOff, NoCustomer, ReturnAddressForeign, SignatureInvalid, SignatureStale, EventUnreadable, ProviderUnavailable,
    ];
}
