using System.Security.Cryptography;
using System.Text;
using Artisan.Areas.Billing.Subscriptions;
using Artisan.Platform.Payments;

namespace Artisan.Areas.Billing.Embedded;

/// <summary>How a simulated card behaves.</summary>
/// <param name="Brand">Its brand.</param>
/// <param name="Last4">Its last four digits.</param>
/// <param name="AttachRefusal">Why it cannot be attached; null where it can.</param>
/// <param name="ChargeRefusal">Why charging it fails; null where that works.</param>
/// <param name="Confirms">Whether the payer must confirm every payment.</param>
internal sealed record TestCard(string Brand, string Last4, string? AttachRefusal = null, string? ChargeRefusal = null, bool Confirms = false);

/// <summary>
/// The cards of the embedded provider, by the names that Stripe's test methods have. No card number ever comes here: payments are simulated, and what a card
/// does depends on its name alone.
/// </summary>
internal static class TestCards
{
    private static readonly Dictionary<string, TestCard> Cards = new(StringComparer.Ordinal)
    {
        ["pm_card_visa"] = new("visa", "4242"),
        ["pm_card_mastercard"] = new("mastercard", "4444"),
        ["pm_card_amex"] = new("amex", "8431"),
        ["pm_card_chargeDeclined"] = new("visa", "0002", AttachRefusal: "generic_decline"),
        ["pm_card_chargeDeclinedInsufficientFunds"] = new("visa", "9995", AttachRefusal: "insufficient_funds"),
        ["pm_card_chargeCustomerFail"] = new("visa", "0341", ChargeRefusal: "generic_decline"),
        ["pm_card_authenticationRequired"] = new("visa", "3184", Confirms: true),
    };

    /// <summary>A card; null where there is none of that name.</summary>
    public static TestCard? Find(string name) => Cards.GetValueOrDefault(name);

    /// <summary>The card as a workspace keeps it.</summary>
    public static PaymentMethodOnFile OnFile(string name, TestCard card, DateTimeOffset now) => new(name, card.Brand, card.Last4, 12, now.Year + 4, Hash($"embedded\n{name}"));

    /// <summary>Charges a card; what comes of it is nothing but the answer.</summary>
    /// <param name="method">The card.</param>
    /// <param name="confirmed">Whether the payer has confirmed this payment.</param>
    public static ChargeResult Charge(PaymentMethodOnFile? method, bool confirmed = false) => method is null || Find(method.Ref) is not { } card
        ? new ChargeResult(PaymentFailure.Declined, "no_payment_method")
        : card switch
        {
            { ChargeRefusal: { } refusal } => new ChargeResult(PaymentFailure.Declined, refusal),
            { Confirms: true } when !confirmed => new ChargeResult(PaymentFailure.ActionRequired, "authentication_required"),
            _ => ChargeResult.Paid,
        };

    /// <summary>What confirms a payment of a card that asks for it: the same for the same thing to pay.</summary>
    public static string Secret(string subscriptionId, string plan, string method) => $"emb_{Hash($"{subscriptionId}\n{plan}\n{method}")[..32]}";

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}

/// <summary>What came of a charge.</summary>
/// <param name="Failure">Why it failed; null where it did not.</param>
/// <param name="Reason">The bank's word for it.</param>
internal sealed record ChargeResult(PaymentFailure? Failure, string? Reason)
{
    public static readonly ChargeResult Paid = new(null, null);

    public bool IsPaid => Failure is null;
}
