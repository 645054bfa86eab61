using System.Text.Json.Nodes;

namespace Artisan.Testing.Stripe;

/// <summary>What the lines of an invoice come to: discounts lie on what charges something and is no proration, tax on what is left of the whole.</summary>
internal sealed partial class StripeInvoices
{
    /// <summary>Changes a draft.</summary>
    public JsonObject Update(string id, StripeParameters p)
    {
        var invoice = world.Find("invoice", id);
        var metadata = p.Map("metadata");
        if ((string?)invoice["status"] != "draft") throw StripeFault.Invalid("This invoice is no longer editable.", code: "invoice_not_editable");
        foreach (var (key, value) in metadata) invoice["metadata"]![key] = value?.DeepClone();
        terms.Redeem(invoice, p);
        terms.Tax(invoice, p, "default_tax_rates");
        Total(invoice);
        world.Emit("invoice.updated", invoice);
        return invoice;
    }

    /// <summary>What a discount takes off a proration stands on it from the beginning, and no other lies on it.</summary>
    public JsonObject Itemized(JsonObject line, long discount)
    {
        if (discount != 0) line["discount_amounts"] = new JsonArray(new JsonObject { ["amount"] = discount, ["discount"] = world.NewId("di") });
        return line;
    }

    /// <summary>Of a part of a price that was charged for the present period, what a discount had taken off it.</summary>
    public long NeverPaid(JsonObject subscription, JsonObject price, long part)
    {
        var end = subscription["items"]!["data"]![0]!["current_period_end"]!.Long();
        var charged = world.All("invoice").Where(i => SubscriptionOf(i) == world.Look("subscription", (string?)subscription["id"]) && (string?)i["status"] is not "void")
            .SelectMany(i => i["lines"]!["data"]!.AsArray())
            .LastOrDefault(l => (string?)l!["pricing"]?["price_details"]!["price"] == (string?)price["id"] && l["period"]!["end"]!.Long() == end && l["amount"]!.Long() > 0);
        var (amount, off) = (charged?["amount"]!.Long() ?? 0, charged?["discount_amounts"]!.AsArray().Sum(d => d!["amount"]!.Long()) ?? 0);
        return off == 0 ? 0 : Math.Min(part, (long)Math.Round((decimal)off * part / amount, MidpointRounding.AwayFromZero));
    }

    private void AddLine(JsonObject invoice, JsonObject line)
    {
        line["invoice"] = (string?)invoice["id"];
        invoice["lines"]!["data"]!.AsArray().Add(line);
        Total(invoice);
    }

    private void Total(JsonObject invoice)
    {
        var lines = invoice["lines"]!["data"]!.AsArray().Select(l => l!.AsObject()).ToList();
        var subtotal = lines.Sum(l => l["amount"]!.Long());
        Discount(invoice, lines.Where(l => (bool)l["discountable"]!).ToList());
        var off = lines.SelectMany(l => l["discount_amounts"]!.AsArray()).ToList();
        invoice["total_discount_amounts"] = new JsonArray([.. off.GroupBy(d => (string?)d!["discount"]).Select(d => new JsonObject { ["amount"] = d.Sum(x => x!["amount"]!.Long()), ["discount"] = d.Key })]);
        var net = subtotal - off.Sum(d => d!["amount"]!.Long());
        var tax = invoice["default_tax_rates"]!.AsArray().Sum(r => (long)Math.Round(net * (decimal)r!["percentage"]! / 100, MidpointRounding.AwayFromZero));
        (invoice["subtotal"], invoice["total"]) = (subtotal, net + tax);
        invoice["total_taxes"] = tax == 0 ? new JsonArray() : new JsonArray(new JsonObject { ["amount"] = tax, ["tax_behavior"] = "exclusive", ["taxability_reason"] = null, ["taxable_amount"] = net, ["type"] = "tax_rate_details" });
        (invoice["amount_due"], invoice["amount_remaining"]) = (Math.Max(0, net + tax), Math.Max(0, net + tax));
    }

    private void Discount(JsonObject invoice, List<JsonObject> lines)
    {
        foreach (var line in lines) line["discount_amounts"] = new JsonArray();
        var whole = lines.Sum(l => l["amount"]!.Long());
        foreach (var (off, discount) in terms.Off(StripeTerms.CouponsOf(invoice), whole, (string)invoice["currency"]!).Zip(invoice["discounts"]!.AsArray()))
        {
            if (off > 0) Split(off, whole, lines, (string)discount!);
        }
    }

    // Each line gets its part rounded down; what is left goes to those with the largest remainders.
    private static void Split(long off, long whole, List<JsonObject> lines, string discount)
    {
        var parts = lines.Select(l => (Line: l, Share: Math.DivRem(off * l["amount"]!.Long(), whole))).ToList();
        var ranked = parts.OrderByDescending(p => p.Share.Remainder).Select(p => p.Line).Take((int)(off - parts.Sum(p => p.Share.Quotient))).ToHashSet();
        foreach (var (line, share) in parts) line["discount_amounts"]!.AsArray().Add((JsonNode)new JsonObject { ["amount"] = share.Quotient + (ranked.Contains(line) ? 1 : 0), ["discount"] = discount });
    }
}
