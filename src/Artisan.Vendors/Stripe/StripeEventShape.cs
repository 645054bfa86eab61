using System.Text.Json;
using Artisan.Platform.Payments;

namespace Artisan.Vendors.Stripe;

/// <summary>
/// Reads from an event what it is about, in the shapes of every version since acacia: a payload is frozen in the version of its endpoint, which need not be
/// ours. References may be ids or whole objects. Thin events (<c>v2.core.event</c>) are another protocol and no event here.
/// </summary>
internal static class StripeEventShape
{
    public static PaymentEvent? Read(JsonElement root)
    {
        if (Text(root, "object") != "event" || Text(root, "id") is not { Length: > 0 } id || Text(root, "type") is not { Length: > 0 } type) return null;
        if (Member(Member(root, "data"), "object") is not { ValueKind: JsonValueKind.Object } about) return null;
        if (Member(root, "created") is not { ValueKind: JsonValueKind.Number } created || !created.TryGetInt64(out var seconds) || seconds is < 0 or > 253_402_300_799) return null;

        var kind = Text(about, "object");
        return new PaymentEvent(
            id, type, DateTimeOffset.FromUnixTimeSeconds(seconds),
            kind == "customer" ? Text(about, "id") : Reference(about, "customer"),
            Subscription(kind, about), Invoice(kind, about), Workspace(about));
    }

    private static string? Subscription(string? kind, JsonElement about) => kind switch
    {
        "subscription" => Text(about, "id"),
        "subscription_schedule" => Reference(about, "subscription") ?? Reference(about, "released_subscription"),
        // Since basil an invoice names its subscription in its parent; acacia named it beside.
        "invoice" => Reference(Member(Member(about, "parent"), "subscription_details"), "subscription") ?? Reference(about, "subscription"),
        _ => Reference(about, "subscription"),
    };

    // An upcoming invoice has no id. Charges and payment intents named their invoice up to acacia, invoice payments do since basil.
    private static string? Invoice(string? kind, JsonElement about) => kind == "invoice" ? Text(about, "id") : Reference(about, "invoice");

    private static string? Workspace(JsonElement about) =>
        Metadata(about) ?? Metadata(Member(Member(about, "parent"), "subscription_details")) ?? Metadata(Member(about, "subscription_details")) ?? Text(about, "client_reference_id");

    private static string? Metadata(JsonElement? of) => Text(Member(of, "metadata"), StripePayments.WorkspaceKey);

    private static string? Reference(JsonElement? of, string name) => Member(of, name) switch
    {
        { ValueKind: JsonValueKind.String } id => id.GetString(),
        { ValueKind: JsonValueKind.Object } whole => Text(whole, "id"),
        _ => null,
    };

    private static string? Text(JsonElement? of, string name) => Member(of, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    private static JsonElement? Member(JsonElement? of, string name) => of is { ValueKind: JsonValueKind.Object } whole && whole.TryGetProperty(name, out var member) ? member : null;
}
