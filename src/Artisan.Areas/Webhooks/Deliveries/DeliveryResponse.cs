using Artisan.Platform.Ids;

namespace Artisan.Areas.Webhooks.Deliveries;

/// <summary>An event on its way to an endpoint, with what came of the attempts.</summary>
/// <param name="Id">Its id.</param>
/// <param name="EndpointId">Where it goes.</param>
/// <param name="EventId">The event: the header <c>webhook-id</c>, the same at every attempt.</param>
/// <param name="Type">The type of the event.</param>
/// <param name="State">pending, delivered or failed.</param>
/// <param name="CreatedAt">When it was put on its way.</param>
/// <param name="NextAttemptAt">When it is tried again.</param>
/// <param name="Tries">How often it was tried.</param>
/// <param name="Attempts">The latest ten attempts, the oldest first.</param>
/// <param name="Payload">The body that is sent, to the byte.</param>
public sealed record DeliveryResponse(
    string Id, string EndpointId, string EventId, string Type, string State, DateTimeOffset CreatedAt, DateTimeOffset? NextAttemptAt, int Tries, IReadOnlyList<Attempt> Attempts, string Payload)
{
    internal static DeliveryResponse Of(Delivery delivery) => new(
        IdOf(delivery), delivery.EndpointId, delivery.EventId, delivery.Type, delivery.State.ToString().ToLowerInvariant(), delivery.CreatedAt, delivery.NextAt, delivery.Tries, delivery.Attempts,
        delivery.Body);

    /// <summary>The endpoint and the event of a delivery's id; null where it is none.</summary>
    internal static (string Endpoint, string Event)? Parse(string id) =>
        id.Split('-') is ["dlv", var endpoint, var happened] && UlidIds.IsId($"we_{endpoint}", "we") && UlidIds.IsId($"evt_{happened}", "evt") ? ($"we_{endpoint}", $"evt_{happened}") : null;

    private static string IdOf(Delivery delivery) => $"dlv-{delivery.EndpointId["we_".Length..]}-{delivery.EventId["evt_".Length..]}";
}
