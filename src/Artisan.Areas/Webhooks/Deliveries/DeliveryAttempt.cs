using System.Text.Json.Serialization.Metadata;

namespace Artisan.Areas.Webhooks.Deliveries;

/// <summary>Asks for one attempt.</summary>
/// <param name="WorkspaceId">The workspace.</param>
/// <param name="EndpointId">The endpoint.</param>
/// <param name="EventId">The event; null asks for whatever comes next at an endpoint that wants its events in order.</param>
/// <param name="Try">How often the delivery was tried before: a message that comes twice, or late, finds another number and does nothing.</param>
internal sealed record DeliveryAttempt(string WorkspaceId, string EndpointId, string? EventId, int Try)
{
    /// <summary>The queue that attempts wait in, each as long as the schedule says.</summary>
    public const string Queue = "webhook-delivery";

    public static JsonTypeInfo<DeliveryAttempt> JsonType => WebhooksJson.Default.DeliveryAttempt;
}
