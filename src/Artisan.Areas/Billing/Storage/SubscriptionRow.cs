using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Artisan.Areas.Billing.Invoices;
using Artisan.Areas.Billing.Metering;
using Artisan.Areas.Billing.Subscriptions;
using Artisan.Azure.Tables;

namespace Artisan.Areas.Billing.Storage;

/// <summary>How a subscription is kept: one document, with what one looks for beside it.</summary>
internal static class SubscriptionRow
{
    public static TableEntity Into(TableEntity row, Subscription subscription)
    {
        row["subscription"] = JsonSerializer.Serialize(subscription, BillingDocs.Default.Subscription);
        row["plan"] = subscription.Plan;
        row["status"] = subscription.Status.ToString();
        row["periodEnd"] = subscription.PeriodEnd;
        return row;
    }

    public static Subscription From(TableEntity row) => JsonSerializer.Deserialize(row.GetString("subscription")!, BillingDocs.Default.Subscription)!;
}

/// <summary>How the area's records stand in their rows.</summary>
[JsonSerializable(typeof(Subscription))]
[JsonSerializable(typeof(MetricUsage))]
[JsonSerializable(typeof(Invoice))]
[JsonSerializable(typeof(CreditNote))]
[JsonSerializable(typeof(RecountState))]
[JsonSerializable(typeof(ImmutableDictionary<string, BilledFee>))]
[JsonSerializable(typeof(IReadOnlyList<BillLine>), TypeInfoPropertyName = "Lines")]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UseStringEnumConverter = true, IgnoreReadOnlyProperties = true)]
internal sealed partial class BillingDocs : JsonSerializerContext;
