using System.Text.Json;
using System.Text.Json.Serialization;
using Artisan.Areas.Alerts.Operations;
using Artisan.Platform.Http;

namespace Artisan.Areas.Alerts;

/// <summary>What the area says and hears over HTTP; events carry alerts as they are said.</summary>
[JsonSerializable(typeof(AlertResponse))]
[JsonSerializable(typeof(Page<AlertResponse>))]
[JsonSerializable(typeof(ResolveAlertRequest))]
[JsonSerializable(typeof(SnoozeAlertRequest))]
[JsonSerializable(typeof(RulesResponse))]
[JsonSerializable(typeof(UpdateRulesRequest))]
[JsonSerializable(typeof(BacktestRequest))]
[JsonSerializable(typeof(BacktestResponse))]
[JsonSerializable(typeof(AlertDeliveriesResponse))]
[JsonSerializable(typeof(AlertDeliveryResponse))]
[JsonSerializable(typeof(ChannelResultResponse))]
[JsonSerializable(typeof(PreviewChannelRequest))]
[JsonSerializable(typeof(PreviewChannelResponse))]
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
internal sealed partial class AlertsJson : JsonSerializerContext;
