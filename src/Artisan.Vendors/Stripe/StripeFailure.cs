using System.Text.Json;
using Artisan.Platform.Payments;

namespace Artisan.Vendors.Stripe;

/// <summary>Reads Stripe's errors. Its messages quote what was sent, so only its codes are taken over.</summary>
internal static class StripeFailure
{
    private static readonly string[] ActionCodes = ["authentication_required", "subscription_payment_intent_requires_action", "invoice_payment_intent_requires_action"];

    public static async Task<PaymentException> ReadAsync(HttpResponseMessage response, bool kept, bool earlier, CancellationToken ct)
    {
        StripeError? error;
        try
        {
            error = (await JsonSerializer.DeserializeAsync(await response.Content.ReadAsStreamAsync(ct), StripeJson.Default.StripeErrorBody, ct))?.Error;
        }
        catch (JsonException)
        {
            error = null;
        }

        return Of((int)response.StatusCode, error ?? new StripeError(null, null, null, null), kept, earlier);
    }

    public static PaymentException Of(int status, StripeError error, bool kept = false, bool earlier = false)
    {
        var code = error.Code ?? error.Type ?? $"http_{status}";
        return new PaymentException(FailureOf(status, error), code, error.Type == "card_error" ? error.DeclineCode ?? error.Code : null) { Kept = kept, Earlier = kept && earlier };
    }

    private static PaymentFailure FailureOf(int status, StripeError error) => (status, error) switch
    {
        (401 or 403, _) => PaymentFailure.Unauthorized,
        (429, _) or (_, { Code: "lock_timeout" or "rate_limit" or "idempotency_key_in_use" }) => PaymentFailure.Busy,
        (409, _) => PaymentFailure.Busy,
        (_, { Type: "idempotency_error" }) => PaymentFailure.KeyReused,
        (_, { Code: { } code }) when ActionCodes.Contains(code) => PaymentFailure.ActionRequired,
        (_, { DeclineCode: "authentication_required" }) => PaymentFailure.ActionRequired,
        (402, _) or (_, { Type: "card_error" }) => PaymentFailure.Declined,
        (404, _) or (_, { Code: "resource_missing" }) => PaymentFailure.NotFound,
        ( >= 500, _) => PaymentFailure.Unavailable,
        _ => PaymentFailure.Refused,
    };
}
