using System.Text.Json.Serialization.Metadata;
using Artisan.Areas.Webhooks.Endpoints;

namespace Artisan.Areas.Webhooks.Deliveries;

/// <summary>Asks for one attempt.</summary>
/// <param name="WorkspaceId">The workspace.</param>
/// <param name="EndpointId">The endpoint.</param>
/// <param name="EventId">The event; null asks for whatever comes next at an endpoint that wants its events in order.</param>
/// <param name="Try">How often the delivery was tried before: a message that comes twice, or late, finds another number and does nothing.</param>
/// <param name="Again">Whether it came before the outcome of the try before was kept, and is here for the second time.</param>
internal sealed record DeliveryAttempt(string WorkspaceId, string EndpointId, string? EventId, int Try, bool Again = false)
{
    /// <summary>The queue that attempts wait in, each as long as the schedule says.</summary>
    public const string Queue = "webhook-delivery";

    /// <summary>Asks for the next attempt of a delivery; of an endpoint that wants its events in order, for whatever comes first.</summary>
    public static DeliveryAttempt Of(string workspaceId, Endpoint endpoint, Delivery delivery) => new(workspaceId, endpoint.Id, endpoint.Ordered ? null : delivery.EventId, endpoint.Ordered ? 0 : delivery.Tries);

    public static JsonTypeInfo<DeliveryAttempt> JsonType => WebhooksJson.Default.DeliveryAttempt;
}
