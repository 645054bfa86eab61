using System.Text.Json.Nodes;

namespace Artisan.Testing.Stripe;

/// <summary>Subscriptions: creation, changes with proration per second, ends, and what becomes due with time.</summary>
internal sealed partial class StripeSubscriptions(StripeWorld world, StripeRecords records, StripeTerms terms, StripeInvoices invoices)
{
    public JsonObject Create(StripeParameters p)
    {
        var customer = world.Find("customer", p.Need("customer"));
        var price = world.Find("price", p.Need("items[0][price]"));
        var behavior = p.Text("payment_behavior") ?? "allow_incomplete";
        p.Text("payment_settings[save_default_payment_method]");
        var discounts = new JsonObject();
        terms.Redeem(discounts, p);
        Itemizes(p, "billing_mode");
        return Create(customer, price, behavior, p.Number("trial_end"), p.Text("trial_settings[end_behavior][missing_payment_method]"), p.Text("default_tax_rates[0]"), p.Map("metadata"), StripeTerms.CouponsOf(discounts));
    }

    public JsonObject Create(JsonObject customer, JsonObject price, string behavior, long? trialEnd, string? atTrialEnd, string? taxRate, JsonObject metadata, IReadOnlyList<string> coupons)
    {
        if (trialEnd <= world.Seconds) throw StripeFault.Invalid("trial_end must be in the future.", "trial_end");
        var start = world.Now;
        var anchor = trialEnd is { } t ? DateTimeOffset.FromUnixTimeSeconds(t) : start;
        var end = trialEnd is null ? start.AddMonths(1) : anchor;
        var id = world.NewId("sub");
        var subscription = new JsonObject
        {
            ["id"] = id,
            ["object"] = "subscription",
            ["billing_cycle_anchor"] = anchor.ToUnixTimeSeconds(),
            ["billing_mode"] = new JsonObject { ["type"] = "flexible", ["flexible"] = new JsonObject { ["proration_discounts"] = "itemized" } },
            ["cancel_at"] = null,
            ["cancel_at_period_end"] = false,
            ["canceled_at"] = null,
            ["cancellation_details"] = null,
            ["collection_method"] = "charge_automatically",
            ["created"] = world.Seconds,
            ["currency"] = (string?)price["currency"],
            ["customer"] = (string?)customer["id"],
            ["default_payment_method"] = null,
            ["default_tax_rates"] = taxRate is null ? new JsonArray() : new JsonArray(world.Find("tax_rate", taxRate).DeepClone()),
            ["description"] = null,
            ["discounts"] = new JsonArray(),
            ["ended_at"] = null,
            ["items"] = new JsonObject
            {
                ["object"] = "list",
                ["has_more"] = false,
                ["url"] = $"/v1/subscription_items?subscription={id}",
                ["data"] = new JsonArray(new JsonObject
                {
                    ["id"] = world.NewId("si"),
                    ["object"] = "subscription_item",
                    ["created"] = world.Seconds,
                    ["current_period_start"] = start.ToUnixTimeSeconds(),
                    ["current_period_end"] = end.ToUnixTimeSeconds(),
                    ["discounts"] = new JsonArray(),
                    ["metadata"] = new JsonObject(),
                    ["price"] = price.DeepClone(),
                    ["quantity"] = 1,
                    ["subscription"] = id,
                    ["tax_rates"] = new JsonArray(),
                }),
            },
            ["latest_invoice"] = null,
            ["livemode"] = false,
            ["metadata"] = metadata,
            ["pause_collection"] = null,
            ["pending_update"] = null,
            ["schedule"] = null,
            ["start_date"] = world.Seconds,
            ["status"] = trialEnd is null ? "active" : "trialing",
            ["test_clock"] = null,
            ["trial_end"] = trialEnd,
            ["trial_settings"] = new JsonObject { ["end_behavior"] = new JsonObject { ["missing_payment_method"] = atTrialEnd ?? "create_invoice" } },
            ["trial_start"] = trialEnd is null ? null : world.Seconds,
        };

        terms.Give(subscription, coupons);
        var amount = trialEnd is null ? price["unit_amount"]!.Long() : 0;
        var refused = records.Charge(customer, amount - terms.Off(coupons, amount, (string)price["currency"]!).Sum());
        if (refused is not null && behavior == "error_if_incomplete") throw Refusal(refused);
        var waits = amount > 0 && (refused is not null || behavior == "default_incomplete");
        if (waits) subscription["status"] = "incomplete";
        world.Add(subscription);
        world.Emit("customer.subscription.created", subscription);
        var invoice = invoices.Draft(subscription, "subscription_create", start, start, StripeInvoices.Line(world, subscription, price, amount, start, end, false, trialEnd is null ? "1 × plan" : "Trial period"));
        invoices.Finalize(invoice);
        if (waits && behavior == "default_incomplete") invoice["x_secret"] = $"{world.NewId("pi")}_secret_{StripeWorld.Random()}";
        else invoices.Collect(invoice);
        return subscription;
    }

    public JsonObject Update(string id, StripeParameters p)
    {
        var subscription = world.Find("subscription", id);
        if ((string?)subscription["status"] is "canceled" or "incomplete_expired") throw StripeFault.Invalid("A canceled subscription can only update its cancellation_details.");
        var metadata = p.Map("metadata");
        var (coupons, discounts, rates) = (StripeTerms.CouponsOf(subscription), subscription["discounts"]!.DeepClone(), subscription["default_tax_rates"]!.DeepClone());
        terms.Redeem(subscription, p);
        terms.Tax(subscription, p, "default_tax_rates");
        if (p.Text("items[0][id]") is { } item)
        {
            if (item != (string?)Item(subscription)["id"]) throw StripeFault.Missing("subscription item", item);
            try
            {
                Switch(subscription, world.Find("price", p.Need("items[0][price]")), p.Number("proration_date"), p.Text("trial_end") == "now", p.Text("payment_behavior") ?? "allow_incomplete", p.Text("proration_behavior"));
            }
            catch (StripeFault)
            {
                // What could not be paid changes nothing.
                terms.Give(subscription, coupons);
                (subscription["discounts"], subscription["default_tax_rates"]) = (discounts, rates);
                throw;
            }
        }

        if (p.Flag("cancel_at_period_end") is { } cancel)
        {
            if (subscription["schedule"] is not null) throw StripeFault.Invalid("The subscription is managed by a subscription schedule, and its cancellation cannot be updated directly.");
            subscription["cancel_at_period_end"] = cancel;
            subscription["cancel_at"] = cancel ? Item(subscription)["current_period_end"]!.Long() : null;
            subscription["canceled_at"] = cancel ? world.Seconds : null;
        }

        foreach (var (key, value) in metadata) subscription["metadata"]![key] = value?.DeepClone();
        if (p.Text("cancel_at") is { } at) subscription["cancel_at"] = at.Length == 0 ? null : p.Number("cancel_at");
        world.Emit("customer.subscription.updated", subscription);
        return subscription;
    }

    public JsonObject Cancel(string id, StripeParameters p)
    {
        var (now, prorate) = (p.Flag("invoice_now") ?? false, p.Flag("prorate") ?? false);
        if (now != prorate) throw StripeFault.Invalid("Only both or neither of invoice_now and prorate are understood here.", "invoice_now");
        var subscription = Cancel(id);
        if (now && (string?)subscription["status"] == "canceled") CreditRest(subscription);
        return subscription;
    }

    public JsonObject Cancel(string id)
    {
        var subscription = world.Find("subscription", id);
        if ((string?)subscription["status"] == "canceled") throw StripeFault.Missing("subscription", id);
        End(subscription, (string?)subscription["status"] == "incomplete" ? "incomplete_expired" : "canceled");
        return subscription;
    }

    public JsonObject List(StripeParameters p)
    {
        var (customer, status) = (p.Text("customer"), p.Text("status"));
        return StripeWorld.Page("/v1/subscriptions", world.All("subscription").Where(s => (customer is null || (string?)s["customer"] == customer) && (status == "all" || (string?)s["status"] is not ("canceled" or "incomplete_expired"))), p);
    }

    public JsonObject Preview(StripeParameters p)
    {
        var subscription = world.Find("subscription", p.Need("subscription"));
        p.Need("subscription_details[items][0][id]");
        var price = world.Find("price", p.Need("subscription_details[items][0][price]"));
        var at = p.Number("subscription_details[proration_date]") is { } seconds ? DateTimeOffset.FromUnixTimeSeconds(seconds) : world.Now;
        var ends = p.Text("subscription_details[trial_end]") == "now";
        var asked = subscription.DeepClone().AsObject();
        terms.Redeem(asked, p);
        terms.Tax(asked, p, "subscription_details[default_tax_rates]");
        var lines = p.Text("subscription_details[proration_behavior]") == "none"
            ? [StripeInvoices.Line(world, subscription, price, price["unit_amount"]!.Long(), End(subscription), Next(subscription), false, "1 × plan")]
            : ends ? [StripeInvoices.Line(world, subscription, price, price["unit_amount"]!.Long(), world.Now, world.Now.AddMonths(1), false, "1 × plan")] : Prorations(asked, price, at);
        var preview = invoices.Build(asked, "upcoming", at, at, lines);
        preview.Remove("id");
        return preview;
    }

    /// <summary>When something of this subscription becomes due.</summary>
    public static DateTimeOffset? DueAt(JsonObject subscription) => (string?)subscription["status"] switch
    {
        "canceled" or "incomplete_expired" or "paused" => null,
        "incomplete" => DateTimeOffset.FromUnixTimeSeconds(subscription["created"]!.Long()).AddHours(23),
        _ when subscription["pending_update"] is { } update && update["expires_at"]!.Long() < End(subscription).ToUnixTimeSeconds() => DateTimeOffset.FromUnixTimeSeconds(update["expires_at"]!.Long()),
        _ => subscription["cancel_at"] is { } at && at.Long() < End(subscription).ToUnixTimeSeconds() ? DateTimeOffset.FromUnixTimeSeconds(at.Long()) : End(subscription),
    };

    /// <summary>Does what is due now.</summary>
    public void Advance(JsonObject subscription)
    {
        if ((string?)subscription["status"] == "incomplete") End(subscription, "incomplete_expired");
        else if (subscription["pending_update"] is not null) Forget(subscription);
        else if (subscription["cancel_at"] is not null || EndsWithTrial(subscription)) End(subscription, "canceled");
        else Renew(subscription);
    }

    private bool EndsWithTrial(JsonObject subscription) =>
        (string?)subscription["status"] == "trialing" && (string?)subscription["trial_settings"]!["end_behavior"]!["missing_payment_method"] == "cancel"
        && world.Find("customer", (string)subscription["customer"]!)["invoice_settings"]!["default_payment_method"] is null;

    private void Renew(JsonObject subscription)
    {
        var item = Item(subscription);
        var (from, to, next) = (DateTimeOffset.FromUnixTimeSeconds(item["current_period_start"]!.Long()), End(subscription), Next(subscription));
        FollowSchedule(subscription, item, to, next);
        (item["current_period_start"], item["current_period_end"]) = (to.ToUnixTimeSeconds(), next.ToUnixTimeSeconds());
        if ((string?)subscription["status"] == "trialing") subscription["status"] = "active";
        var price = item["price"]!.AsObject();
        var invoice = invoices.Draft(subscription, "subscription_cycle", from, to, StripeInvoices.Line(world, subscription, price, price["unit_amount"]!.Long(), to, next, false, "1 × plan"));
        // What an unpaid subscription would owe stays a draft.
        if ((string?)subscription["status"] == "unpaid") invoice["automatically_finalizes_at"] = null;
        world.Emit("customer.subscription.updated", subscription);
    }

    private void Switch(JsonObject subscription, JsonObject price, long? prorateAt, bool endTrial, string behavior, string? proration)
    {
        if (subscription["schedule"] is not null) throw StripeFault.Invalid("The subscription is managed by a subscription schedule; release it first.", "items");
        if (proration != "always_invoice") throw StripeFault.Invalid("Only always_invoice is understood here.", "proration_behavior");
        var at = prorateAt is { } seconds ? DateTimeOffset.FromUnixTimeSeconds(seconds) : world.Now;
        var item = Item(subscription);
        var start = DateTimeOffset.FromUnixTimeSeconds(item["current_period_start"]!.Long());
        if (at < start || at > End(subscription)) throw StripeFault.Invalid("proration_date must be within the current period.", "proration_date");
        var lines = endTrial
            ? [StripeInvoices.Line(world, subscription, price, price["unit_amount"]!.Long(), world.Now, world.Now.AddMonths(1), false, "1 × plan")]
            : Prorations(subscription, price, at);
        var refused = records.Charge(world.Find("customer", (string)subscription["customer"]!), Math.Max(0, lines.Sum(l => l["amount"]!.Long() - l["discount_amounts"]!.AsArray().Sum(d => d!["amount"]!.Long()))));
        if (refused is not null && behavior == "error_if_incomplete") throw Refusal(refused);
        if (refused is not null && behavior == "pending_if_incomplete")
        {
            Await(subscription, item, price, at, lines);
            return;
        }

        item["price"] = price.DeepClone();
        if (endTrial)
        {
            (subscription["status"], subscription["trial_end"], subscription["billing_cycle_anchor"]) = ("active", world.Seconds, world.Seconds);
            (item["current_period_start"], item["current_period_end"]) = (world.Seconds, world.Now.AddMonths(1).ToUnixTimeSeconds());
        }

        var invoice = invoices.Draft(subscription, "subscription_update", at, at, lines);
        invoices.Finalize(invoice);
        invoices.Collect(invoice);
    }

    private void End(JsonObject subscription, string status)
    {
        (subscription["status"], subscription["ended_at"], subscription["canceled_at"]) = (status, world.Seconds, subscription["canceled_at"]?.DeepClone() ?? world.Seconds);
        invoices.Stop(subscription);
        world.Emit(status == "canceled" ? "customer.subscription.deleted" : "customer.subscription.updated", subscription);
    }

    // The change waits for its invoice: paid it is made, and 23 hours later, or with the period, it is dropped.
    private void Await(JsonObject subscription, JsonObject item, JsonObject price, DateTimeOffset at, JsonObject[] lines)
    {
        if (subscription["pending_update"] is not null) Forget(subscription);
        subscription["pending_update"] = new JsonObject
        {
            ["billing_cycle_anchor"] = null,
            ["expires_at"] = Math.Min(world.Seconds + (23 * 3_600), End(subscription).ToUnixTimeSeconds() - 1),
            ["subscription_items"] = new JsonArray(new JsonObject { ["id"] = (string?)item["id"], ["object"] = "subscription_item", ["price"] = price.DeepClone(), ["quantity"] = 1 }),
            ["trial_end"] = null,
            ["trial_from_plan"] = null,
        };
        var invoice = invoices.Draft(subscription, "subscription_update", at, at, lines);
        invoices.Finalize(invoice);
        invoice["x_secret"] = $"{world.NewId("pi")}_secret_{StripeWorld.Random()}";
        invoice["x_confirms"] = (string?)subscription["id"];
        invoices.Collect(invoice);
    }

    private void Forget(JsonObject subscription)
    {
        invoices.Close(world.Find("invoice", (string)subscription["latest_invoice"]!), "void");
        subscription["pending_update"] = null;
        world.Emit("customer.subscription.pending_update_expired", subscription);
    }

    private static StripeFault Refusal(string refused) => refused switch
    {
        "authentication_required" => StripeFault.ActionNeeded(),
        "no_payment_method" => StripeFault.Invalid("This customer has no attached payment source or default payment method.", code: "resource_missing"),
        _ => StripeFault.Declined(refused),
    };

    // The nth month is counted from the anchor, so that a short month does not shorten those behind it.
    private static DateTimeOffset Next(JsonObject subscription)
    {
        var anchor = DateTimeOffset.FromUnixTimeSeconds(subscription["billing_cycle_anchor"]!.Long());
        var end = End(subscription);
        var months = 0;
        while (anchor.AddMonths(months) <= end) months++;
        return anchor.AddMonths(months);
    }

    private static JsonObject Item(JsonObject subscription) => subscription["items"]!["data"]![0]!.AsObject();

    private static DateTimeOffset End(JsonObject subscription) => DateTimeOffset.FromUnixTimeSeconds(Item(subscription)["current_period_end"]!.Long());
}
