using System.Globalization;
using System.Text.Json.Nodes;

namespace Artisan.Testing.Stripe;

/// <summary>Invoices: drafts that take lines, finalization with the next number, payment by the customer's card, balances and retries.</summary>
internal sealed partial class StripeInvoices(StripeWorld world, StripeRecords records, StripeTerms terms)
{
    // Days after the first failure at which payment is tried again; after the last day the subscription is unpaid.
    private static readonly int[] RetryDays = [1, 3, 5, 7];
    private const int UnpaidAfterDays = 14;

    public JsonObject Draft(JsonObject subscription, string reason, DateTimeOffset usageFrom, DateTimeOffset usageTo, params JsonObject[] lines)
    {
        var invoice = world.Add(Build(subscription, reason, usageFrom, usageTo, lines));
        if (reason == "subscription_cycle") TakePending(invoice);
        subscription["latest_invoice"] = (string?)invoice["id"];
        world.Emit("invoice.created", invoice);
        return invoice;
    }

    /// <summary>An invoice that is not kept: for previews.</summary>
    public JsonObject Build(JsonObject subscription, string reason, DateTimeOffset usageFrom, DateTimeOffset usageTo, params JsonObject[] lines)
    {
        var invoice = Empty(world.Find("customer", (string)subscription["customer"]!), (string)subscription["currency"]!, reason, usageFrom, usageTo);
        (invoice["auto_advance"], invoice["automatically_finalizes_at"], invoice["default_tax_rates"]) = (true, world.Seconds + 3_600, subscription["default_tax_rates"]!.DeepClone());
        invoice["parent"] = new JsonObject
        {
            ["quote_details"] = null,
            ["type"] = "subscription_details",
            ["subscription_details"] = new JsonObject { ["metadata"] = subscription["metadata"]!.DeepClone(), ["subscription"] = (string?)subscription["id"] },
        };
        terms.Give(invoice, StripeTerms.CouponsOf(subscription));
        foreach (var line in lines) AddLine(invoice, line);
        return invoice;
    }

    private JsonObject Empty(JsonObject customer, string currency, string reason, DateTimeOffset usageFrom, DateTimeOffset usageTo)
    {
        return new JsonObject
        {
            ["id"] = world.NewId("in"),
            ["object"] = "invoice",
            ["amount_due"] = 0,
            ["amount_overpaid"] = 0,
            ["amount_paid"] = 0,
            ["amount_remaining"] = 0,
            ["attempt_count"] = 0,
            ["attempted"] = false,
            ["auto_advance"] = false,
            ["automatically_finalizes_at"] = null,
            ["billing_reason"] = reason,
            ["collection_method"] = "charge_automatically",
            ["created"] = world.Seconds,
            ["currency"] = currency,
            ["customer"] = (string?)customer["id"],
            ["customer_email"] = (string?)customer["email"],
            ["customer_name"] = (string?)customer["name"],
            ["default_payment_method"] = null,
            ["default_tax_rates"] = new JsonArray(),
            ["description"] = null,
            ["discounts"] = new JsonArray(),
            ["due_date"] = null,
            ["effective_at"] = null,
            ["ending_balance"] = null,
            ["hosted_invoice_url"] = null,
            ["invoice_pdf"] = null,
            ["lines"] = new JsonObject { ["object"] = "list", ["has_more"] = false, ["data"] = new JsonArray() },
            ["livemode"] = false,
            ["metadata"] = new JsonObject(),
            ["next_payment_attempt"] = null,
            ["number"] = null,
            ["parent"] = null,
            ["period_start"] = usageFrom.ToUnixTimeSeconds(),
            ["period_end"] = usageTo.ToUnixTimeSeconds(),
            ["starting_balance"] = 0,
            ["status"] = "draft",
            ["status_transitions"] = new JsonObject { ["finalized_at"] = null, ["marked_uncollectible_at"] = null, ["paid_at"] = null, ["voided_at"] = null },
            ["subtotal"] = 0,
            ["test_clock"] = null,
            ["total"] = 0,
            ["total_discount_amounts"] = new JsonArray(),
            ["total_taxes"] = new JsonArray(),
        };
    }

    public static JsonObject Line(StripeWorld world, JsonObject subscription, JsonObject price, long amount, DateTimeOffset from, DateTimeOffset to, bool proration, string description) => new()
    {
        ["id"] = world.NewId("il"),
        ["object"] = "line_item",
        ["amount"] = amount,
        ["currency"] = (string?)subscription["currency"],
        ["description"] = description,
        ["discount_amounts"] = new JsonArray(),
        ["discountable"] = !proration,
        ["discounts"] = new JsonArray(),
        ["livemode"] = false,
        ["metadata"] = subscription["metadata"]!.DeepClone(),
        ["parent"] = new JsonObject
        {
            ["invoice_item_details"] = null,
            ["type"] = "subscription_item_details",
            ["subscription_item_details"] = new JsonObject
            {
                ["invoice_item"] = null,
                ["proration"] = proration,
                ["proration_details"] = new JsonObject { ["credited_items"] = null },
                ["subscription"] = (string?)subscription["id"],
                ["subscription_item"] = (string?)subscription["items"]!["data"]![0]!["id"],
            },
        },
        ["period"] = new JsonObject { ["start"] = from.ToUnixTimeSeconds(), ["end"] = to.ToUnixTimeSeconds() },
        ["pricing"] = new JsonObject { ["price_details"] = new JsonObject { ["price"] = (string?)price["id"], ["product"] = (string?)price["product"] }, ["type"] = "price_details", ["unit_amount_decimal"] = (string?)price["unit_amount_decimal"] },
        ["quantity"] = 1,
        ["taxes"] = new JsonArray(),
    };

    private JsonObject Item(StripeParameters p, long amount, string currency) => world.Add(new JsonObject
    {
        ["id"] = world.NewId("ii"),
        ["object"] = "invoiceitem",
        ["amount"] = amount,
        ["currency"] = currency,
        ["customer"] = p.Need("customer"),
        ["date"] = world.Seconds,
        ["description"] = p.Text("description"),
        ["invoice"] = null,
        ["livemode"] = false,
        ["metadata"] = p.Map("metadata"),
        ["period"] = new JsonObject { ["start"] = p.Number("period[start]") ?? world.Seconds, ["end"] = p.Number("period[end]") ?? world.Seconds },
        ["proration"] = false,
        ["quantity"] = 1,
    });

    private JsonObject LineOf(JsonObject item) => new()
    {
        ["id"] = world.NewId("il"),
        ["object"] = "line_item",
        ["amount"] = item["amount"]!.Long(),
        ["currency"] = (string?)item["currency"],
        ["description"] = (string?)item["description"],
        ["discount_amounts"] = new JsonArray(),
        // Unless it is said, what credits something takes no discount.
        ["discountable"] = item["amount"]!.Long() >= 0,
        ["livemode"] = false,
        ["metadata"] = item["metadata"]!.DeepClone(),
        ["period"] = item["period"]!.DeepClone(),
        ["quantity"] = 1,
        ["taxes"] = new JsonArray(),
        ["parent"] = new JsonObject { ["invoice_item_details"] = new JsonObject { ["invoice_item"] = (string?)item["id"], ["proration"] = false, ["subscription"] = null }, ["subscription_item_details"] = null, ["type"] = "invoice_item_details" },
    };

    public JsonObject Finalize(JsonObject invoice)
    {
        if ((string?)invoice["status"] != "draft") throw StripeFault.Invalid("This invoice is already finalized.", code: "invoice_not_editable");
        var customer = world.Find("customer", (string)invoice["customer"]!);
        var number = customer["next_invoice_sequence"]!.Long();
        customer["next_invoice_sequence"] = number + 1;
        invoice["number"] = $"{customer["invoice_prefix"]}-{number.ToString("D4", CultureInfo.InvariantCulture)}";
        var balance = customer["balance"]!.Long();
        var total = invoice["total"]!.Long();
        var due = Math.Max(0, total + balance);
        customer["balance"] = total + balance - due;
        (invoice["starting_balance"], invoice["ending_balance"]) = (balance, customer["balance"]!.Long());
        (invoice["amount_due"], invoice["amount_remaining"], invoice["status"], invoice["automatically_finalizes_at"]) = (due, due, "open", null);
        (invoice["hosted_invoice_url"], invoice["invoice_pdf"]) = ($"https://invoice.stripe.test/i/{invoice["id"]}", $"https://pay.stripe.test/invoice/{invoice["id"]}/pdf");
        invoice["status_transitions"]!["finalized_at"] = world.Seconds;
        world.Emit("invoice.finalized", invoice);
        return invoice;
    }

    /// <summary>Tries to collect; answers what the bank said, null where it is paid.</summary>
    public string? Collect(JsonObject invoice)
    {
        var refused = records.Charge(world.Find("customer", (string)invoice["customer"]!), invoice["amount_remaining"]!.Long());
        (invoice["attempt_count"], invoice["attempted"]) = (invoice["attempt_count"]!.Long() + 1, true);
        if (refused is null) Settle(invoice);
        else Refuse(invoice, refused);
        return refused;
    }

    /// <summary>Tries again by the schedule; after its last day nothing is tried any more.</summary>
    public void Retry(JsonObject invoice)
    {
        if (world.Seconds - invoice["x_first_failed"]!.Long() < UnpaidAfterDays * 86_400L)
        {
            Collect(invoice);
            return;
        }

        invoice["next_payment_attempt"] = null;
        if (SubscriptionOf(invoice) is not { } subscription || (string?)subscription["status"] != "past_due") return;
        subscription["status"] = "unpaid";
        world.Emit("customer.subscription.updated", subscription);
    }

    public JsonObject Pay(string id)
    {
        var invoice = world.Find("invoice", id);
        if ((string?)invoice["status"] != "open") throw StripeFault.Invalid("Invoice is already paid, or not open.", code: "invoice_not_open");
        return Collect(invoice) switch
        {
            null => invoice,
            "authentication_required" => throw new StripeFault(402, "card_error", "invoice_payment_intent_requires_action", "This payment requires additional user action."),
            var declined => throw StripeFault.Declined(declined),
        };
    }

    public JsonObject Lines(string id, StripeParameters p) => StripeWorld.Page($"/v1/invoices/{id}/lines", world.Find("invoice", id)["lines"]!["data"]!.AsArray().Select(l => l!.AsObject()), p, newestFirst: false);

    /// <summary>The invoice is paid, with what follows from that.</summary>
    public void Settle(JsonObject invoice)
    {
        (invoice["amount_paid"], invoice["amount_remaining"], invoice["status"], invoice["next_payment_attempt"]) = (invoice["amount_due"]!.Long(), 0, "paid", null);
        invoice["status_transitions"]!["paid_at"] = world.Seconds;
        world.Emit("invoice.paid", invoice);
        world.Emit("invoice.payment_succeeded", invoice);
        world.Emit("invoice_payment.paid", new JsonObject
        {
            ["id"] = world.NewId("inpay"),
            ["object"] = "invoice_payment",
            ["amount_paid"] = invoice["amount_paid"]!.Long(),
            ["amount_requested"] = invoice["amount_paid"]!.Long(),
            ["created"] = world.Seconds,
            ["currency"] = (string?)invoice["currency"],
            ["invoice"] = (string?)invoice["id"],
            ["is_default"] = true,
            ["livemode"] = false,
            ["payment"] = new JsonObject { ["payment_intent"] = world.NewId("pi"), ["type"] = "payment_intent" },
            ["status"] = "paid",
        });
        if (SubscriptionOf(invoice) is not { } subscription) return;
        if (invoice["x_confirms"] is not null) Apply(subscription);
        if ((string?)subscription["status"] is not ("past_due" or "unpaid" or "incomplete")) return;
        subscription["status"] = "active";
        world.Emit("customer.subscription.updated", subscription);
    }

    private void Apply(JsonObject subscription)
    {
        subscription["items"]!["data"]![0]!["price"] = subscription["pending_update"]!["subscription_items"]![0]!["price"]!.DeepClone();
        subscription["pending_update"] = null;
        world.Emit("customer.subscription.pending_update_applied", subscription);
        world.Emit("customer.subscription.updated", subscription);
    }

    private void Refuse(JsonObject invoice, string reason)
    {
        var first = (invoice["x_first_failed"] ??= world.Seconds).Long();
        var passed = (world.Seconds - first) / 86_400;
        var next = RetryDays.Where(d => d > passed).Select(d => (int?)d).FirstOrDefault() ?? (passed < UnpaidAfterDays ? UnpaidAfterDays : null);
        invoice["next_payment_attempt"] = next is { } day && (bool)invoice["auto_advance"]! && (string?)SubscriptionOf(invoice)?["status"] != "incomplete" ? first + (day * 86_400L) : null;
        world.Emit("invoice.payment_failed", invoice);
        if (reason == "authentication_required") world.Emit("invoice.payment_action_required", invoice);
        if (invoice["x_confirms"] is not null)
        {
            invoice["next_payment_attempt"] = null;
            return;
        }

        if (SubscriptionOf(invoice) is not { } subscription || (string?)subscription["status"] is not ("active" or "trialing" or "past_due")) return;
        subscription["status"] = "past_due";
        world.Emit("customer.subscription.updated", subscription);
    }

    private JsonObject? SubscriptionOf(JsonObject invoice) => world.Look("subscription", (string?)invoice["parent"]?["subscription_details"]!["subscription"]);
}
