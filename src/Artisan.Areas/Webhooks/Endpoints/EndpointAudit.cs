using System.Text.Json.Nodes;

namespace Artisan.Areas.Webhooks.Endpoints;

/// <summary>What an audit entry shows of an endpoint: not its secret, and of its address only where it is, because paths may hold secrets.</summary>
internal static class EndpointAudit
{
    public static JsonObject Of(Endpoint endpoint) => new()
    {
        ["host"] = new Uri(endpoint.Url).Authority,
        ["description"] = endpoint.Description,
        ["types"] = string.Join(' ', endpoint.Types),
        ["state"] = endpoint.State.ToString(),
        ["ordered"] = endpoint.Ordered,
        ["perMinute"] = endpoint.PerMinute,
    };
}
