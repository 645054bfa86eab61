using Artisan.Platform.Http;

namespace Artisan.Areas.Webhooks;

/// <summary>The refusals of the area.</summary>
public static class WebhooksFaults
{
    public static readonly Fault UrlRefused = new("webhooks.url_refused", 422, "Events cannot be sent to this address.");
    public static readonly Fault TypeUnknown = new("webhooks.type_unknown", 400, "There is no event of this type; GET /api/webhooks/event-types lists them all.");
    public static readonly Fault SecretInvalid = new("webhooks.secret_invalid", 400, "A secret is whsec_ and then 24 to 64 random bytes in base64; leave it out to be given one.");
    public static readonly Fault EndpointLimit = new("webhooks.endpoint_limit", 409, "The workspace has as many endpoints as it may; delete one first.");
    public static readonly Fault EndpointOff = new("webhooks.endpoint_off", 409, "The endpoint is switched off; enable it first.");
    public static readonly Fault Underway = new("webhooks.delivery_underway", 409, "This delivery is still being tried; wait for its end.");
    public static readonly Fault InboundForged = new("webhooks.inbound_forged", 401, "The message is not signed with the secret of this connection.");
    public static readonly Fault InboundStale = new("webhooks.inbound_stale", 401, "The message was signed more than five minutes ago, or in the future.");
    public static readonly Fault InboundTooLarge = new("webhooks.inbound_too_large", 413, "A message to a connection may hold at most 256 KB.");
    public static readonly Fault InboundUnreadable = new("webhooks.inbound_unreadable", 400, "The message is signed, but cannot be read.");
    public static readonly Fault InboundNotSetUp = new("webhooks.inbound_not_set_up", 409, "The connection does not know yet what its data points are called; save the set-up's second step.");

    /// <summary>Every fault of the area, for the golden list and the API reference.</summary>
    public static IReadOnlyList<Fault> All { get; } = [UrlRefused, TypeUnknown, SecretInvalid, EndpointLimit, EndpointOff, Underway, InboundForged, InboundStale, InboundTooLarge, InboundUnreadable, InboundNotSetUp];
}
