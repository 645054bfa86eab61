using System.Text.Json.Nodes;

namespace Artisan.Testing.Stripe;

/// <summary>What is billed beside subscriptions: items that are added or wait, and invoices of their own.</summary>
internal sealed partial class StripeInvoices
{
    /// <summary>An invoice that belongs to no subscription.</summary>
    public JsonObject Create(StripeParameters p)
    {
        var invoice = Empty(world.Find("customer", p.Need("customer")), p.Text("currency") ?? "usd", "manual", world.Now, world.Now);
        invoice["auto_advance"] = p.Flag("auto_advance") ?? false;
        invoice["metadata"] = p.Map("metadata");
        if (p.Text("default_tax_rates[0]") is { } rate) invoice["default_tax_rates"] = new JsonArray(world.Find("tax_rate", rate).DeepClone());
        terms.Redeem(invoice, p);
        world.Add(invoice);
        if (p.Text("pending_invoice_items_behavior") == "include") TakePending(invoice);
        world.Emit("invoice.created", invoice);
        return invoice;
    }

    private void TakePending(JsonObject invoice)
    {
        foreach (var item in world.All("invoiceitem").Where(i => (string?)i["customer"] == (string?)invoice["customer"] && i["invoice"] is null))
        {
            item["invoice"] = (string?)invoice["id"];
            AddLine(invoice, LineOf(item));
        }
    }

    public JsonObject CreateItem(StripeParameters p)
    {
        if (p.Text("invoice") is null) return Pending(p);
        var invoice = world.Find("invoice", p.Need("invoice"));
        if ((string?)invoice["customer"] != p.Need("customer")) throw StripeFault.Invalid("The invoice belongs to another customer.", "invoice");
        if ((string?)invoice["status"] != "draft") throw StripeFault.Invalid("This invoice is no longer editable.", "invoice", "invoice_not_editable");
        if (p.Need("currency") != (string?)invoice["currency"]) throw StripeFault.Invalid("The currency does not match the invoice's.", "currency");
        var amount = p.Number("amount") ?? throw StripeFault.Invalid("Missing required param: amount.", "amount", "parameter_missing");
        var item = Item(p, amount, (string)invoice["currency"]!);
        item["invoice"] = (string?)invoice["id"];
        AddLine(invoice, LineOf(item));
        world.Emit("invoice.updated", invoice);
        return item;
    }

    // Waits for the customer's next invoice.
    private JsonObject Pending(StripeParameters p) => Item(p, p.Number("amount") ?? 0, p.Need("currency"));

    public JsonObject Items(StripeParameters p)
    {
        var (customer, pending) = (p.Text("customer"), p.Flag("pending"));
        return StripeWorld.Page("/v1/invoiceitems", world.All("invoiceitem").Where(i => (customer is null || (string?)i["customer"] == customer) && (pending is not true || i["invoice"] is null)), p);
    }

    public JsonObject Finalize(string id, StripeParameters p)
    {
        var invoice = world.Find("invoice", id);
        invoice["auto_advance"] = p.Flag("auto_advance") ?? (bool)invoice["auto_advance"]!;
        return Finalize(invoice);
    }

    /// <summary>Gives an open invoice up, or withdraws it.</summary>
    public JsonObject Close(JsonObject invoice, string status)
    {
        if ((string?)invoice["status"] != "open") throw StripeFault.Invalid("Only open invoices can be closed.", code: "invoice_not_open");
        (invoice["status"], invoice["next_payment_attempt"], invoice["auto_advance"]) = (status, null, false);
        invoice["status_transitions"]![status == "void" ? "voided_at" : "marked_uncollectible_at"] = world.Seconds;
        world.Emit(status == "void" ? "invoice.voided" : "invoice.marked_uncollectible", invoice);
        return invoice;
    }

    /// <summary>Nothing is collected any more of a subscription that ended.</summary>
    public void Stop(JsonObject subscription)
    {
        foreach (var invoice in world.All("invoice").Where(i => SubscriptionOf(i) == subscription && (string?)i["status"] is "draft" or "open")) (invoice["auto_advance"], invoice["automatically_finalizes_at"], invoice["next_payment_attempt"]) = (false, null, null);
    }
}
