using Artisan.Platform.Events;
using Artisan.Platform.Http;
using Artisan.Platform.Outbound;

namespace Artisan.Areas.Webhooks.Endpoints;

/// <summary>Whether an endpoint can be what it shall be.</summary>
internal sealed class EndpointCheck(OutboundAddresses addresses, EventCatalog catalog)
{
    /// <summary>Why not; null where it can. The name of its host is asked for: what must not be called is not saved.</summary>
    public async Task<Fault?> RefusesAsync(EndpointRequest request, CancellationToken ct)
    {
        var unknown = (request.Types ?? []).Where(t => !catalog.Types.Any(known => known.Name == t)).Take(1).ToList();
        if (unknown is [var type]) return WebhooksFaults.TypeUnknown.At("types", $"There is no event '{Shown(type)}'.");
        return await addresses.RefusalNowAsync(request.Url, ct) is { } refusal ? WebhooksFaults.UrlRefused.At("url", refusal) : null;
    }

    private static string Shown(string? text) => text is { Length: > 60 } ? text[..60] + "…" : text ?? "";
}
