using Artisan.Areas.Webhooks.Contracts;
using Artisan.Platform.Sources;

namespace Artisan.Areas.Webhooks.Inbound;

/// <summary>A workspace's own system: it signs by Standard Webhooks, with any of its libraries, and sends what <c>POST /api/value/data</c> takes.</summary>
internal sealed class CustomInbound : IInboundSource
{
    public string Kind => "custom";

    public SourceCredential Secret { get; } = new(
        SourceCredential.WebhookSecret, "Signing secret", "whsec_ and then 24 to 64 random bytes in base64, for a library of Standard Webhooks; only where your system sends without an API key.", IsSecret: true, IsOptional: true);

    public string? Problem(string secret) => StandardWebhooks.IsSecret(secret) ? null : "A secret is whsec_ and then 24 to 64 random bytes in base64.";

    public InboundRefusal? Verify(InboundRequest request, string secret, DateTimeOffset now) =>
        StandardWebhooks.Verify(request.Header("webhook-id"), request.Header("webhook-timestamp"), request.Header("webhook-signature"), request.Body.Span, secret, now);

    public InboundContent Read(InboundRequest request) => new(request.Header("webhook-id") ?? "", request.Body);
}
