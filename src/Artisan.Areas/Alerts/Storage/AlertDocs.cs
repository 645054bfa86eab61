using System.Text.Json.Serialization;
using Artisan.Areas.Alerts.Model;
using Artisan.Areas.Alerts.Notifying;

namespace Artisan.Areas.Alerts.Storage;

/// <summary>How alerts, rules and deliveries stand in their rows and messages.</summary>
[JsonSerializable(typeof(Alert))]
[JsonSerializable(typeof(AlertRules))]
[JsonSerializable(typeof(AlertNotice))]
[JsonSerializable(typeof(ChannelDelivery))]
[JsonSerializable(typeof(ChannelResult))]
[JsonSerializable(typeof(ChannelTry))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UseStringEnumConverter = true, IgnoreReadOnlyProperties = true)]
internal sealed partial class AlertDocs : JsonSerializerContext;
