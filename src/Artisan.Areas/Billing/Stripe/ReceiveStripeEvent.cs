using Artisan.Platform.Http;
using Artisan.Platform.Payments;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Artisan.Areas.Billing.Stripe;

/// <summary>An event was taken; what follows from it happens behind a queue.</summary>
public sealed record StripeEventResponse(bool Received);

/// <summary>
/// Takes a delivery of Stripe: its signature is checked on the raw bytes before anything is read, and it is answered as soon as the event is durable. Events
/// that say nothing about billing, of types known or not, are acknowledged and logged.
/// </summary>
internal sealed class ReceiveStripeEvent(StripeConnection stripe, StripeInbox inbox, ILogger<ReceiveStripeEvent> log)
{
    // Stripe's events are a few kilobytes.
    private const int MostBytes = 1024 * 1024;

    public async Task<Outcome<StripeEventResponse>> RunAsync(HttpRequest request, CancellationToken ct)
    {
        if (!stripe.IsOn) return BillingFaults.StripeOff;
        if (await ReadAsync(request, ct) is not { } body) return Faults.TooLarge;
        var (happened, refusal) = stripe.Events.Read(body, request.Headers["Stripe-Signature"].ToString());
        if (happened is null)
        {
            log.LogWarning("A delivery of Stripe was refused: {Refusal}.", refusal);
            return refusal switch
            {
                EventRefusal.Stale => BillingFaults.SignatureStale,
                EventRefusal.Unreadable => BillingFaults.EventUnreadable,
                _ => BillingFaults.SignatureInvalid,
            };
        }

        if (!StripeEventTypes.Concern(happened.Type)) log.LogInformation("Stripe's event {EventId} of type {EventType} needs nothing.", happened.Id, happened.Type);
        else if (!await inbox.TakeAsync(happened, ct)) log.LogInformation("Stripe's event {EventId} came again.", happened.Id);
        return new StripeEventResponse(true);
    }

    private static async Task<byte[]?> ReadAsync(HttpRequest request, CancellationToken ct)
    {
        if (request.ContentLength is null or > MostBytes) return null;
        var body = new byte[request.ContentLength.Value];
        await request.Body.ReadExactlyAsync(body, ct);
        return body;
    }
}
