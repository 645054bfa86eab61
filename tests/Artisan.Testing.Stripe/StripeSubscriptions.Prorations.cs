using System.Text.Json.Nodes;

namespace Artisan.Testing.Stripe;

/// <summary>Prorations in flexible billing with itemized discounts: what is credited is what was paid, and each line shows what a discount took off it.</summary>
internal sealed partial class StripeSubscriptions
{
    // A credit for the unused rest of the old plan and a charge for the rest on the new one, per second, each rounded half up.
    private JsonObject[] Prorations(JsonObject subscription, JsonObject price, DateTimeOffset at)
    {
        var item = Item(subscription);
        var (start, end) = (item["current_period_start"]!.Long(), item["current_period_end"]!.Long());
        var (rest, whole) = (end - at.ToUnixTimeSeconds(), end - start);
        long Part(JsonNode of) => (long)Math.Round((decimal)of["unit_amount"]!.Long() * rest / whole, MidpointRounding.AwayFromZero);
        var old = item["price"]!.AsObject();
        var (unused, remaining) = (Part(old), Part(price));
        return
        [
            invoices.Itemized(StripeInvoices.Line(world, subscription, old, -unused, at, DateTimeOffset.FromUnixTimeSeconds(end), true, "Unused time"), -invoices.NeverPaid(subscription, old, unused)),
            invoices.Itemized(
                StripeInvoices.Line(world, subscription, price, remaining, at, DateTimeOffset.FromUnixTimeSeconds(end), true, "Remaining time"),
                terms.Off(StripeTerms.CouponsOf(subscription), remaining, (string)subscription["currency"]!).Sum()),
        ];
    }

    // The unused rest goes to the customer's balance, on an invoice of its own.
    private void CreditRest(JsonObject subscription)
    {
        var price = Item(subscription)["price"]!.AsObject();
        var invoice = invoices.Draft(subscription, "manual", world.Now, world.Now, Prorations(subscription, price, world.Now)[0]);
        invoices.Finalize(invoice);
        invoices.Settle(invoice);
    }

    private static void Itemizes(StripeParameters p, string name)
    {
        if (p.Text($"{name}[type]") is not "flexible" || p.Text($"{name}[flexible][proration_discounts]") is not "itemized") throw StripeFault.Invalid("Only flexible billing with itemized discounts is understood here.", name);
    }

    /// <summary>What a page to pay on says of the billing mode.</summary>
    public static void ItemizesOnPage(StripeParameters p) => Itemizes(p, "subscription_data[billing_mode]");
}
