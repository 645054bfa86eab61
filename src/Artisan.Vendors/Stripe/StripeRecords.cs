using System.Text.Json;
using System.Text.Json.Serialization;

namespace Artisan.Vendors.Stripe;

// Stripe's objects in the pinned version, as far as Artisan reads them. References are never expanded, so they are plain ids.

internal sealed record StripeList<T>(IReadOnlyList<T> Data, bool HasMore);

internal sealed record StripeError(string? Type, string? Code, string? DeclineCode, string? Param);

internal sealed record StripeErrorBody(StripeError? Error);

internal sealed record StripeCustomer(string Id, bool? Deleted, StripeInvoiceSettings? InvoiceSettings, long? Balance, IReadOnlyDictionary<string, string>? Metadata);

internal sealed record StripeInvoiceSettings(string? DefaultPaymentMethod);

internal sealed record StripePaymentMethod(string Id, string Type, string? Customer, StripeCard? Card);

internal sealed record StripeCard(string Brand, string Last4, int ExpMonth, int ExpYear, string? Fingerprint);

internal sealed record StripeProduct(string Id);

internal sealed record StripePrice(string Id, string? LookupKey, long? UnitAmount, string Currency, IReadOnlyDictionary<string, string>? Metadata);

internal sealed record StripeTaxRate(string Id, decimal Percentage, bool Inclusive, IReadOnlyDictionary<string, string>? Metadata);

internal sealed record StripeSubscription(
    string Id, string Customer, string Status, string Currency, long Created, long BillingCycleAnchor, long? TrialEnd, bool CancelAtPeriodEnd, long? CancelAt, long? EndedAt,
    string? LatestInvoice, string? Schedule, StripePendingUpdate? PendingUpdate, StripeList<StripeItem> Items, IReadOnlyList<string>? Discounts, IReadOnlyList<StripeTaxRate>? DefaultTaxRates,
    IReadOnlyDictionary<string, string>? Metadata);

internal sealed record StripePendingUpdate(long ExpiresAt, IReadOnlyList<StripePendingItem>? SubscriptionItems);

internal sealed record StripePendingItem(StripePrice Price);

internal sealed record StripeItem(string Id, StripePrice Price, long CurrentPeriodStart, long CurrentPeriodEnd);

internal sealed record StripeSchedule(string Id, string Status, string? Subscription, StripePhaseTimes? CurrentPhase, IReadOnlyDictionary<string, string>? Metadata);

internal sealed record StripePhaseTimes(long StartDate, long EndDate);

internal sealed record StripeInvoice(
    string? Id, string Customer, string? Number, string? Status, string? BillingReason, string Currency, long Subtotal, long Total, long AmountDue, long AmountPaid, long AmountRemaining,
    long Created, long PeriodStart, long PeriodEnd, int AttemptCount, long? NextPaymentAttempt, string? HostedInvoiceUrl, string? InvoicePdf, StripeTransitions? StatusTransitions,
    StripeParent? Parent, StripeList<StripeLine> Lines, IReadOnlyList<StripeAmount>? TotalDiscountAmounts, IReadOnlyList<StripeAmount>? TotalTaxes, StripeSecret? ConfirmationSecret,
    IReadOnlyList<string>? Discounts, IReadOnlyList<StripeTaxRate>? DefaultTaxRates, IReadOnlyDictionary<string, string>? Metadata);

internal sealed record StripeTransitions(long? FinalizedAt, long? PaidAt);

internal sealed record StripeAmount(long Amount);

internal sealed record StripeSecret(string? ClientSecret);

internal sealed record StripeLine(string Id, long Amount, string? Description, StripePeriod Period, StripeParent? Parent, IReadOnlyList<StripeAmount>? DiscountAmounts, IReadOnlyDictionary<string, string>? Metadata)
{
    /// <summary>Its part of the discounts; below zero where it credits what a discount lay on.</summary>
    public long Discount => DiscountAmounts?.Sum(d => d.Amount) ?? 0;
}

internal sealed record StripePeriod(long Start, long End);

internal sealed record StripeParent(string? Type, StripeParentDetails? SubscriptionDetails, StripeParentDetails? SubscriptionItemDetails, StripeParentDetails? InvoiceItemDetails);

internal sealed record StripeParentDetails(string? Subscription, bool? Proration);

internal sealed record StripePage(string Id, string Url);

internal sealed record StripeInvoiceItem(string Id, IReadOnlyDictionary<string, string>? Metadata);

internal sealed record StripeCoupon(string Id);

internal sealed record StripeMeter(string Id, string EventName, string Status);

internal sealed record StripeMeterEvent(string Identifier);

internal sealed record StripeBooking(string Id, string Currency, long Amount, IReadOnlyDictionary<string, string>? Metadata);

internal sealed record StripeDeleted(string Id);

[JsonSerializable(typeof(StripeErrorBody))]
[JsonSerializable(typeof(StripeCustomer))]
[JsonSerializable(typeof(StripeList<StripeCustomer>))]
[JsonSerializable(typeof(StripePaymentMethod))]
[JsonSerializable(typeof(StripeProduct))]
[JsonSerializable(typeof(StripePrice))]
[JsonSerializable(typeof(StripeList<StripePrice>))]
[JsonSerializable(typeof(StripeTaxRate))]
[JsonSerializable(typeof(StripeList<StripeTaxRate>))]
[JsonSerializable(typeof(StripeSubscription))]
[JsonSerializable(typeof(StripeList<StripeSubscription>))]
[JsonSerializable(typeof(StripeSchedule))]
[JsonSerializable(typeof(StripeInvoice))]
[JsonSerializable(typeof(StripeList<StripeInvoice>))]
[JsonSerializable(typeof(StripeList<StripeLine>))]
[JsonSerializable(typeof(StripeInvoiceItem))]
[JsonSerializable(typeof(StripeList<StripeInvoiceItem>))]
[JsonSerializable(typeof(StripeCoupon))]
[JsonSerializable(typeof(StripeMeter))]
[JsonSerializable(typeof(StripeList<StripeMeter>))]
[JsonSerializable(typeof(StripeMeterEvent))]
[JsonSerializable(typeof(StripeBooking))]
[JsonSerializable(typeof(StripeList<StripeBooking>))]
[JsonSerializable(typeof(StripePage))]
[JsonSerializable(typeof(StripeDeleted))]
[JsonSerializable(typeof(StripeList<JsonElement>))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
internal sealed partial class StripeJson : JsonSerializerContext;
