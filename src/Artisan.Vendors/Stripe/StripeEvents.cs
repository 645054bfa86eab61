using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Artisan.Platform.Payments;
using Artisan.Platform.Time;
using Microsoft.Extensions.Options;

namespace Artisan.Vendors.Stripe;

/// <summary>Stripe's events: verified on their bytes, then read for what they are about.</summary>
internal sealed class StripeEvents(StripeClient stripe, IOptions<StripeOptions> options, SystemClock clock) : IPaymentEvents
{
    // A malformed character would be replaced silently, and what was read would not be what was signed.
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public EventReading Read(ReadOnlyMemory<byte> body, string? signature)
    {
        if (StripeSignature.Check(body.Span, signature, options.Value.WebhookSecrets, clock.Now) is { } refusal) return new EventReading(null, refusal);
        try
        {
            Strict.GetCharCount(body.Span);
            using var document = JsonDocument.Parse(body);
            return StripeEventShape.Read(document.RootElement) is { } found ? new EventReading(found, null) : new EventReading(null, EventRefusal.Unreadable);
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            return new EventReading(null, EventRefusal.Unreadable);
        }
    }

    public async IAsyncEnumerable<PaymentEvent> UndeliveredAsync(DateTimeOffset since, [EnumeratorCancellation] CancellationToken ct)
    {
        // Stripe lists the newest first.
        var events = new List<PaymentEvent>();
        var query = new StripeForm().Flag("delivery_success", false).Time("created[gte]", since);
        await foreach (var json in stripe.ListAsync("v1/events", query, StripeJson.Default.StripeListJsonElement, e => e.GetProperty("id").GetString()!, ct))
        {
            if (StripeEventShape.Read(json) is { } found) events.Add(found);
        }

        for (var i = events.Count - 1; i >= 0; i--) yield return events[i];
    }
}
