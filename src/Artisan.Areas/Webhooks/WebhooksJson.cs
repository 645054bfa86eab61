using System.Text.Json;
using System.Text.Json.Serialization;
using Artisan.Areas.Webhooks.Deliveries;
using Artisan.Areas.Webhooks.Endpoints;
using Artisan.Areas.Webhooks.EventTypes;
using Artisan.Areas.Webhooks.Inbound;
using Artisan.Platform.Http;

namespace Artisan.Areas.Webhooks;

/// <summary>What the area says and hears over HTTP, keeps in rows and sends through queues.</summary>
[JsonSerializable(typeof(EndpointRequest))]
[JsonSerializable(typeof(EndpointResponse))]
[JsonSerializable(typeof(EndpointWithSecret))]
[JsonSerializable(typeof(Page<EndpointResponse>))]
[JsonSerializable(typeof(DeliveryResponse))]
[JsonSerializable(typeof(Page<DeliveryResponse>))]
[JsonSerializable(typeof(ReplayDeliveriesRequest))]
[JsonSerializable(typeof(ReplayDeliveriesResponse))]
[JsonSerializable(typeof(Page<EventTypeResponse>))]
[JsonSerializable(typeof(Endpoint))]
[JsonSerializable(typeof(Delivery))]
[JsonSerializable(typeof(EndpointHealth))]
[JsonSerializable(typeof(DeliveryAttempt))]
[JsonSerializable(typeof(ReplayPage))]
[JsonSerializable(typeof(InboundResponse))]
[JsonSerializable(typeof(InboundTaken))]
[JsonSerializable(typeof(InboundMessageResponse))]
[JsonSerializable(typeof(DateTimeOffset))]
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
internal sealed partial class WebhooksJson : JsonSerializerContext;
