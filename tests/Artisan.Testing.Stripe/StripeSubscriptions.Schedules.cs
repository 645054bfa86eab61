using System.Text.Json.Nodes;

namespace Artisan.Testing.Stripe;

/// <summary>Schedules: another price from the next period on.</summary>
internal sealed partial class StripeSubscriptions
{
    public JsonObject Schedule(StripeParameters p)
    {
        var subscription = world.Find("subscription", p.Need("from_subscription"));
        if (subscription["schedule"] is not null) throw StripeFault.Invalid("You cannot migrate a subscription that is already attached to a schedule.", "from_subscription");
        var item = Item(subscription);
        var schedule = world.Add(new JsonObject
        {
            ["id"] = world.NewId("sub_sched"),
            ["object"] = "subscription_schedule",
            ["canceled_at"] = null,
            ["completed_at"] = null,
            ["created"] = world.Seconds,
            ["current_phase"] = new JsonObject { ["start_date"] = item["current_period_start"]!.Long(), ["end_date"] = item["current_period_end"]!.Long() },
            ["customer"] = (string?)subscription["customer"],
            ["end_behavior"] = "release",
            ["livemode"] = false,
            ["metadata"] = new JsonObject(),
            ["phases"] = new JsonArray(),
            ["released_at"] = null,
            ["released_subscription"] = null,
            ["status"] = "active",
            ["subscription"] = (string?)subscription["id"],
            ["test_clock"] = null,
        });
        subscription["schedule"] = (string?)schedule["id"];
        world.Emit("subscription_schedule.created", schedule);
        return schedule;
    }

    public JsonObject UpdateSchedule(string id, StripeParameters p)
    {
        var schedule = world.Find("subscription_schedule", id);
        if (p.Text("phases[0][items][0][price]") is null) throw StripeFault.Invalid("phases must begin with the current one.", "phases");
        if (p.Number("phases[0][start_date]") != schedule["current_phase"]!["start_date"]!.Long()) throw StripeFault.Invalid("You can not modify the start date of the current phase.", "phases[0][start_date]");
        p.Number("phases[0][end_date]");
        foreach (var name in new[] { "end_behavior", "proration_behavior", "phases[1][duration][interval]", "phases[1][duration][interval_count]", "phases[1][proration_behavior]" }) p.Text(name);
        schedule["x_next_price"] = (string?)world.Find("price", p.Need("phases[1][items][0][price]"))["id"];
        foreach (var (key, value) in p.Map("metadata")) schedule["metadata"]![key] = value?.DeepClone();
        world.Emit("subscription_schedule.updated", schedule);
        world.Emit("customer.subscription.updated", world.Find("subscription", (string)schedule["subscription"]!));
        return schedule;
    }

    public JsonObject Release(string id)
    {
        var schedule = world.Find("subscription_schedule", id);
        if ((string?)schedule["status"] is not "active") throw StripeFault.Invalid("The schedule is not active.");
        var subscription = world.Find("subscription", (string)schedule["subscription"]!);
        (schedule["status"], schedule["released_at"], schedule["released_subscription"], schedule["subscription"], schedule["current_phase"]) = ("released", world.Seconds, (string?)subscription["id"], null, null);
        subscription["schedule"] = null;
        world.Emit("subscription_schedule.released", schedule);
        world.Emit("customer.subscription.updated", subscription);
        return schedule;
    }

    private void FollowSchedule(JsonObject subscription, JsonObject item, DateTimeOffset to, DateTimeOffset next)
    {
        if (world.Look("subscription_schedule", (string?)subscription["schedule"]) is not { } schedule) return;
        if ((string?)schedule["x_next_price"] is not { } price)
        {
            Release((string)schedule["id"]!);
            return;
        }

        item["price"] = world.Find("price", price).DeepClone();
        schedule["x_next_price"] = null;
        schedule["current_phase"] = new JsonObject { ["start_date"] = to.ToUnixTimeSeconds(), ["end_date"] = next.ToUnixTimeSeconds() };
        world.Emit("subscription_schedule.updated", schedule);
    }
}
