using System.Text.Json;
using System.Text.Json.Serialization;
using Artisan.Areas.Billing.Plans;

namespace Artisan.Areas.Billing;

/// <summary>What the area says and hears over HTTP and in messages.</summary>
[JsonSerializable(typeof(PricingPlansResponse))]
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
internal sealed partial class BillingJson : JsonSerializerContext;
