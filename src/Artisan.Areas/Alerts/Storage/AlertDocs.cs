using System.Text.Json.Serialization;
using Artisan.Areas.Alerts.Model;

namespace Artisan.Areas.Alerts.Storage;

/// <summary>How alerts and rules stand in their rows.</summary>
[JsonSerializable(typeof(Alert))]
[JsonSerializable(typeof(AlertRules))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UseStringEnumConverter = true, IgnoreReadOnlyProperties = true)]
internal sealed partial class AlertDocs : JsonSerializerContext;
