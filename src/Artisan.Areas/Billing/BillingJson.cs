using System.Text.Json;
using System.Text.Json.Serialization;
using Artisan.Areas.Billing.Invoices;
using Artisan.Areas.Billing.Metering;
using Artisan.Areas.Billing.Plans;
using Artisan.Areas.Billing.Stripe;
using Artisan.Areas.Billing.Subscriptions;
using Artisan.Platform.Http;
using Artisan.Platform.Payments;

namespace Artisan.Areas.Billing;

/// <summary>What the area says and hears over HTTP and in messages.</summary>
[JsonSerializable(typeof(PricingPlansResponse))]
[JsonSerializable(typeof(SubscriptionResponse))]
[JsonSerializable(typeof(CreateSubscriptionRequest))]
[JsonSerializable(typeof(UpdateSubscriptionRequest))]
[JsonSerializable(typeof(PreviewChangeRequest))]
[JsonSerializable(typeof(PreviewChangeResponse))]
[JsonSerializable(typeof(AttachPaymentMethodRequest))]
[JsonSerializable(typeof(InvoiceResponse))]
[JsonSerializable(typeof(Page<InvoiceResponse>))]
[JsonSerializable(typeof(PlanChanged))]
[JsonSerializable(typeof(BillingNewsMessage))]
[JsonSerializable(typeof(PaymentEvent))]
[JsonSerializable(typeof(PeriodClosed))]
[JsonSerializable(typeof(StripeEventResponse))]
[JsonSerializable(typeof(CreateCheckoutRequest))]
[JsonSerializable(typeof(CreateCheckoutResponse))]
[JsonSerializable(typeof(OpenPortalRequest))]
[JsonSerializable(typeof(OpenPortalResponse))]
[JsonSerializable(typeof(UsageEventRequest))]
[JsonSerializable(typeof(TrackedUsage))]
[JsonSerializable(typeof(UsageBatchRequest))]
[JsonSerializable(typeof(UsageBatchResponse))]
[JsonSerializable(typeof(ReserveUsageRequest))]
[JsonSerializable(typeof(ReservationResponse))]
[JsonSerializable(typeof(ConfirmReservationRequest))]
[JsonSerializable(typeof(CurrentUsageResponse))]
[JsonSerializable(typeof(UsageHistoryResponse))]
[JsonSerializable(typeof(UsageNotices))]
[JsonSerializable(typeof(UsageNotice))]
[JsonSerializable(typeof(ExportedUsage))]
[JsonSerializable(typeof(ExportedUsageEvent))]
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
internal sealed partial class BillingJson : JsonSerializerContext;
