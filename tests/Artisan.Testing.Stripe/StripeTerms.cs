using System.Globalization;
using System.Text.Json.Nodes;

namespace Artisan.Testing.Stripe;

/// <summary>Coupons, and what is owed to customers.</summary>
internal sealed class StripeTerms(StripeWorld world)
{
    public JsonObject CreateCoupon(StripeParameters p)
    {
        var id = p.Text("id") ?? StripeWorld.Random();
        if (world.Look("coupon", id) is not null) throw StripeFault.Invalid("Coupon already exists.", "id", "resource_already_exists");
        if (p.Need("duration") != "forever") throw StripeFault.Invalid("Only coupons for good are understood here.", "duration");
        var (amount, percent) = (p.Number("amount_off"), p.Text("percent_off") is { } text ? decimal.Parse(text, CultureInfo.InvariantCulture) : (decimal?)null);
        if (amount is null == percent is null) throw StripeFault.Invalid("You must set either percent_off or amount_off.", "percent_off");
        if (p.Text("name") is { Length: > 40 }) throw StripeFault.Invalid("Invalid string: must be at most 40 characters.", "name");
        return world.Add(new JsonObject
        {
            ["id"] = id,
            ["object"] = "coupon",
            ["amount_off"] = amount,
            ["created"] = world.Seconds,
            ["currency"] = amount is null ? null : p.Need("currency"),
            ["duration"] = "forever",
            ["duration_in_months"] = null,
            ["livemode"] = false,
            ["max_redemptions"] = null,
            ["metadata"] = p.Map("metadata"),
            ["name"] = p.Text("name"),
            ["percent_off"] = percent,
            ["redeem_by"] = null,
            ["times_redeemed"] = 0,
            ["valid"] = true,
        });
    }

    /// <summary>Takes the parameters <c>discounts</c> over into a record that can have some; without them it stays as it is.</summary>
    public void Redeem(JsonObject record, StripeParameters p)
    {
        var coupons = new List<string>();
        while (p.Text(string.Create(CultureInfo.InvariantCulture, $"discounts[{coupons.Count}][coupon]")) is { } coupon) coupons.Add((string)world.Find("coupon", coupon)["id"]!);
        if (coupons.Count > 0 || p.Text("discounts") is { Length: 0 }) Give(record, coupons);
    }

    /// <summary>Takes the tax rate over that the parameters name; without them it stays as it is.</summary>
    public void Tax(JsonObject record, StripeParameters p, string name)
    {
        if (p.Text($"{name}[0]") is { } rate) record["default_tax_rates"] = new JsonArray(world.Find("tax_rate", rate).DeepClone());
        else if (p.Text(name) is { Length: 0 }) record["default_tax_rates"] = new JsonArray();
    }

    /// <summary>Gives a record discounts of coupons.</summary>
    public void Give(JsonObject record, IEnumerable<string> coupons)
    {
        record["x_coupons"] = new JsonArray([.. coupons.Select(c => JsonValue.Create(c))]);
        record["discounts"] = new JsonArray([.. coupons.Select(_ => JsonValue.Create(world.NewId("di")))]);
    }

    /// <summary>The coupons of a record, in the order in which they are taken off.</summary>
    public static IReadOnlyList<string> CouponsOf(JsonObject record) => [.. (record["x_coupons"]?.AsArray() ?? []).Select(c => (string)c!)];

    /// <summary>What coupons take off an amount, one after the other and never more than there is.</summary>
    public IReadOnlyList<long> Off(IReadOnlyList<string> coupons, long amount, string currency)
    {
        var off = new List<long>();
        foreach (var coupon in coupons.Select(c => world.Find("coupon", c)))
        {
            var left = amount - off.Sum();
            if (coupon["percent_off"] is { } percent) off.Add((long)Math.Round(left * (decimal)percent / 100, MidpointRounding.AwayFromZero));
            else if ((string?)coupon["currency"] != currency) throw StripeFault.Invalid("The coupon's currency does not match.", "discounts");
            else off.Add(Math.Min(left, coupon["amount_off"]!.Long()));
        }

        return off;
    }

    /// <summary>Books on a customer's balance: below zero is owed to the customer, and pays the next invoices.</summary>
    public JsonObject Book(string id, StripeParameters p)
    {
        var customer = world.Find("customer", id);
        var amount = p.Number("amount") ?? throw StripeFault.Invalid("Missing required param: amount.", "amount", "parameter_missing");
        if (customer["currency"] is { } currency && (string?)currency != p.Need("currency")) throw StripeFault.Invalid("The customer's currency is another one.", "currency");
        (customer["balance"], customer["currency"]) = (customer["balance"]!.Long() + amount, p.Need("currency"));
        world.Emit("customer.updated", customer);
        return world.Add(new JsonObject
        {
            ["id"] = world.NewId("cbtxn"),
            ["object"] = "customer_balance_transaction",
            ["amount"] = amount,
            ["checkout_session"] = null,
            ["created"] = world.Seconds,
            ["credit_note"] = null,
            ["currency"] = p.Need("currency"),
            ["customer"] = id,
            ["description"] = p.Text("description"),
            ["ending_balance"] = customer["balance"]!.Long(),
            ["invoice"] = null,
            ["livemode"] = false,
            ["metadata"] = p.Map("metadata"),
            ["type"] = "adjustment",
        });
    }

    public JsonObject Booked(string id, StripeParameters p) => StripeWorld.Page($"/v1/customers/{id}/balance_transactions", world.All("customer_balance_transaction").Where(b => (string?)b["customer"] == id), p);
}
