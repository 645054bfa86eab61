using System.Globalization;
using System.Text.Json.Nodes;

namespace Artisan.Testing.Stripe;

/// <summary>Customers, payment methods, products, prices, tax rates, meters and pages.</summary>
internal sealed class StripeRecords(StripeWorld world)
{
    // The test cards: what a bank says when they are attached, and when they are charged.
    private static readonly Dictionary<string, (string Brand, string Last4, string? OnAttach, string? OnCharge)> Cards = new()
    {
        ["pm_card_visa"] = ("visa", "4242", null, null),
        ["pm_card_mastercard"] = ("mastercard", "4444", null, null),
        ["pm_card_amex"] = ("amex", "0005", null, null),
        ["pm_card_chargeCustomerFail"] = ("visa", "0341", null, "generic_decline"),
        ["pm_card_authenticationRequired"] = ("visa", "3184", null, "authentication_required"),
        ["pm_card_visa_chargeDeclined"] = ("visa", "0002", "generic_decline", null),
        ["pm_card_visa_chargeDeclinedInsufficientFunds"] = ("visa", "9995", "insufficient_funds", null),
        ["pm_card_chargeDeclinedExpiredCard"] = ("visa", "0069", "expired_card", null),
    };

    public JsonObject CreateCustomer(StripeParameters p)
    {
        var customer = world.Add(new JsonObject
        {
            ["id"] = world.NewId("cus"),
            ["object"] = "customer",
            ["address"] = null,
            ["balance"] = 0,
            ["created"] = world.Seconds,
            ["currency"] = null,
            ["default_source"] = null,
            ["delinquent"] = false,
            ["description"] = null,
            ["email"] = p.Text("email"),
            ["invoice_prefix"] = StripeWorld.Random()[..8].ToUpperInvariant(),
            ["invoice_settings"] = new JsonObject { ["custom_fields"] = null, ["default_payment_method"] = null, ["footer"] = null, ["rendering_options"] = null },
            ["livemode"] = false,
            ["metadata"] = p.Map("metadata"),
            ["name"] = p.Text("name"),
            ["next_invoice_sequence"] = 1,
            ["phone"] = null,
            ["tax_exempt"] = "none",
            ["test_clock"] = p.Text("test_clock") is { } clock ? (string?)world.Find("test_helpers.test_clock", clock)["id"] : null,
        });
        world.Emit("customer.created", customer);
        return customer;
    }

    public JsonObject UpdateCustomer(string id, StripeParameters p)
    {
        var customer = world.Find("customer", id);
        if (p.Text("invoice_settings[default_payment_method]") is { } method)
        {
            if (method.Length == 0) method = null;
            else if ((string?)world.Find("payment_method", method)["customer"] != id) throw StripeFault.Invalid("The customer does not have a payment method with this ID.", "invoice_settings[default_payment_method]", "resource_missing");
            customer["invoice_settings"]!["default_payment_method"] = method;
        }

        if (p.Text("email") is { } email) customer["email"] = email;
        foreach (var (key, value) in p.Map("metadata")) customer["metadata"]![key] = value?.DeepClone();
        world.Emit("customer.updated", customer);
        return customer;
    }

    public JsonObject Customers(StripeParameters p)
    {
        var email = p.Text("email");
        return StripeWorld.Page("/v1/customers", world.All("customer").Where(c => email is null || (string?)c["email"] == email), p);
    }

    public JsonObject SearchCustomers(StripeParameters p)
    {
        var workspace = p.Need("query").Split('\'')[3];
        var found = world.All("customer").Where(c => (string?)c["metadata"]!["workspace"] == workspace).Select(c => StripeWorld.Shown(c));
        return new JsonObject { ["object"] = "search_result", ["url"] = "/v1/customers/search", ["has_more"] = false, ["next_page"] = null, ["data"] = new JsonArray([.. found]) };
    }

    public JsonObject Attach(string id, StripeParameters p)
    {
        var customer = world.Find("customer", p.Need("customer"));
        if (world.Look("payment_method", id) is { } known)
        {
            if ((string?)known["customer"] is { } owner && owner != (string?)customer["id"]) throw StripeFault.Invalid("The payment method you provided has already been attached to a customer.", "payment_method");
            return known;
        }

        if (!Cards.TryGetValue(id, out var card)) throw StripeFault.Missing("PaymentMethod", id);
        if (card.OnAttach is { } declined) throw StripeFault.Declined(declined);
        var method = world.Add(new JsonObject
        {
            ["id"] = world.NewId("pm"),
            ["object"] = "payment_method",
            ["allow_redisplay"] = "unspecified",
            ["billing_details"] = new JsonObject { ["address"] = null, ["email"] = null, ["name"] = null, ["phone"] = null },
            ["card"] = new JsonObject
            {
                ["brand"] = card.Brand,
                ["country"] = "US",
                ["display_brand"] = card.Brand,
                ["exp_month"] = 8,
                ["exp_year"] = 2040,
                ["fingerprint"] = $"fp{card.Last4}{card.Brand}",
                ["funding"] = "credit",
                ["last4"] = card.Last4,
            },
            ["created"] = world.Seconds,
            ["customer"] = (string?)customer["id"],
            ["livemode"] = false,
            ["metadata"] = new JsonObject { ["test_card"] = id },
            ["type"] = "card",
        });
        world.Emit("payment_method.attached", method);
        return method;
    }

    /// <summary>What the bank says to charging a customer now: null where it pays.</summary>
    public string? Charge(JsonObject customer, long amount)
    {
        if (amount == 0) return null;
        if ((string?)customer["invoice_settings"]!["default_payment_method"] is not { } id) return "no_payment_method";
        return Cards[(string)world.Find("payment_method", id)["metadata"]!["test_card"]!].OnCharge;
    }

    public JsonObject CreateProduct(StripeParameters p)
    {
        var id = p.Text("id") ?? world.NewId("prod");
        if (world.Look("product", id) is not null) throw StripeFault.Invalid("Product already exists.", "id", "resource_already_exists");
        return world.Add(new JsonObject
        {
            ["id"] = id,
            ["object"] = "product",
            ["active"] = true,
            ["created"] = world.Seconds,
            ["default_price"] = null,
            ["description"] = null,
            ["images"] = new JsonArray(),
            ["livemode"] = false,
            ["metadata"] = p.Map("metadata"),
            ["name"] = p.Need("name"),
            ["type"] = "service",
            ["updated"] = world.Seconds,
        });
    }

    public JsonObject CreatePrice(StripeParameters p)
    {
        var lookup = p.Text("lookup_key");
        if (lookup is not null && world.All("price").Any(x => (string?)x["lookup_key"] == lookup)) throw StripeFault.Invalid("A price already uses that lookup key.", "lookup_key");
        var amount = p.Number("unit_amount") ?? throw StripeFault.Invalid("Missing required param: unit_amount.", "unit_amount", "parameter_missing");
        return world.Add(new JsonObject
        {
            ["id"] = world.NewId("price"),
            ["object"] = "price",
            ["active"] = true,
            ["billing_scheme"] = "per_unit",
            ["created"] = world.Seconds,
            ["currency"] = p.Need("currency"),
            ["livemode"] = false,
            ["lookup_key"] = lookup,
            ["metadata"] = p.Map("metadata"),
            ["nickname"] = null,
            ["product"] = (string?)world.Find("product", p.Need("product"))["id"],
            ["recurring"] = new JsonObject { ["interval"] = p.Need("recurring[interval]"), ["interval_count"] = 1, ["meter"] = null, ["usage_type"] = "licensed", ["trial_period_days"] = null },
            ["tax_behavior"] = p.Text("tax_behavior") ?? "unspecified",
            ["tiers_mode"] = null,
            ["transform_quantity"] = null,
            ["type"] = "recurring",
            ["unit_amount"] = amount,
            ["unit_amount_decimal"] = amount.ToString(CultureInfo.InvariantCulture),
        });
    }

    public JsonObject Prices(StripeParameters p)
    {
        var (lookup, active) = (p.Text("lookup_keys[0]"), p.Flag("active"));
        return StripeWorld.Page("/v1/prices", world.All("price").Where(x => (lookup is null || (string?)x["lookup_key"] == lookup) && (active is null || (bool)x["active"]! == active)), p);
    }

    public JsonObject CreateTaxRate(StripeParameters p)
    {
        var percentage = decimal.Parse(p.Need("percentage"), CultureInfo.InvariantCulture);
        return world.Add(new JsonObject
        {
            ["id"] = world.NewId("txr"),
            ["object"] = "tax_rate",
            ["active"] = true,
            ["country"] = null,
            ["created"] = world.Seconds,
            ["description"] = null,
            ["display_name"] = p.Need("display_name"),
            ["effective_percentage"] = null,
            ["flat_amount"] = null,
            ["inclusive"] = p.Flag("inclusive"),
            ["jurisdiction"] = null,
            ["jurisdiction_level"] = null,
            ["livemode"] = false,
            ["metadata"] = p.Map("metadata"),
            ["percentage"] = percentage,
            ["rate_type"] = "percentage",
            ["state"] = null,
            ["tax_type"] = null,
        });
    }

    public JsonObject TaxRates(StripeParameters p)
    {
        p.Flag("active");
        return StripeWorld.Page("/v1/tax_rates", world.All("tax_rate"), p);
    }

    public JsonObject OpenPortal(StripeParameters p) => world.Add(new JsonObject
    {
        ["id"] = world.NewId("bps"),
        ["object"] = "billing_portal.session",
        ["configuration"] = "bpc_loopback",
        ["created"] = world.Seconds,
        ["customer"] = (string?)world.Find("customer", p.Need("customer"))["id"],
        ["flow"] = null,
        ["livemode"] = false,
        ["locale"] = null,
        ["on_behalf_of"] = null,
        ["return_url"] = p.Text("return_url"),
        ["url"] = $"https://billing.stripe.test/p/session/{StripeWorld.Random()}",
    });

    public JsonObject OpenCheckout(StripeParameters p)
    {
        if (p.Need("mode") != "subscription") throw StripeFault.Invalid("Only subscriptions are sold here.", "mode");
        p.Need("line_items[0][quantity]");
        var id = world.NewId("cs_test");
        return world.Add(new JsonObject
        {
            ["id"] = id,
            ["object"] = "checkout.session",
            ["cancel_url"] = p.Text("cancel_url"),
            ["client_reference_id"] = p.Text("client_reference_id"),
            ["created"] = world.Seconds,
            ["currency"] = null,
            ["customer"] = (string?)world.Find("customer", p.Need("customer"))["id"],
            ["expires_at"] = world.Seconds + 86_400,
            ["invoice"] = null,
            ["livemode"] = false,
            ["metadata"] = p.Map("metadata"),
            ["mode"] = "subscription",
            ["payment_status"] = "unpaid",
            ["status"] = "open",
            ["subscription"] = null,
            ["success_url"] = p.Need("success_url"),
            ["url"] = $"https://checkout.stripe.test/c/pay/{id}",
            ["x_price"] = (string?)world.Find("price", p.Need("line_items[0][price]"))["id"],
            ["x_tax"] = p.Text("subscription_data[default_tax_rates][0]"),
            ["x_metadata"] = p.Map("subscription_data[metadata]"),
        });
    }
}
