using System.Text.Json.Nodes;

namespace Artisan.Testing.Stripe;

/// <summary>An error in Stripe's form.</summary>
internal sealed class StripeFault(int status, string type, string? code, string message, string? param = null, string? declineCode = null) : Exception(message)
{
    public int Status => status;

    public JsonObject Body
    {
        get
        {
            var error = new JsonObject { ["type"] = type, ["message"] = Message };
            if (code is not null) error["code"] = code;
            if (param is not null) error["param"] = param;
            if (declineCode is not null) error["decline_code"] = declineCode;
            return new JsonObject { ["error"] = error };
        }
    }

    public static StripeFault Missing(string kind, string id) => new(404, "invalid_request_error", "resource_missing", $"No such {kind}: '{id}'", "id");

    public static StripeFault Invalid(string message, string? param = null, string? code = null) => new(400, "invalid_request_error", code, message, param);

    public static StripeFault Declined(string declineCode) => new(402, "card_error", "card_declined", "Your card was declined.", declineCode: declineCode);

    public static StripeFault ActionNeeded() =>
        new(402, "invalid_request_error", "subscription_payment_intent_requires_action", "Payment for this subscription requires additional user action before it can be completed successfully.");
}
