using System.Globalization;
using System.Text.Json.Nodes;

namespace Artisan.Testing.Stripe;

/// <summary>Meters, the events that they sum up, and what becomes of mistakes.</summary>
internal sealed class StripeMeters(StripeWorld world)
{
    private const string Kind = "billing.meter";
    private const long Hour = 3_600;
    private const long Day = 24 * Hour;

    public JsonObject Create(StripeParameters p)
    {
        var name = p.Need("event_name");
        if (world.All(Kind).Any(m => (string?)m["event_name"] == name && (string?)m["status"] == "active")) throw StripeFault.Invalid("There is already an active meter for this event name.", "event_name");
        return world.Add(new JsonObject
        {
            ["id"] = world.NewId("mtr"),
            ["object"] = Kind,
            ["created"] = world.Seconds,
            ["customer_mapping"] = new JsonObject { ["event_payload_key"] = p.Text("customer_mapping[event_payload_key]") ?? "stripe_customer_id", ["type"] = p.Text("customer_mapping[type]") ?? "by_id" },
            ["default_aggregation"] = new JsonObject { ["formula"] = p.Need("default_aggregation[formula]") },
            ["display_name"] = p.Need("display_name"),
            ["event_name"] = name,
            ["event_time_window"] = null,
            ["livemode"] = false,
            ["status"] = "active",
            ["status_transitions"] = new JsonObject { ["deactivated_at"] = null },
            ["updated"] = world.Seconds,
            ["value_settings"] = new JsonObject { ["event_payload_key"] = p.Text("value_settings[event_payload_key]") ?? "value" },
        });
    }

    public JsonObject List(StripeParameters p)
    {
        var status = p.Text("status");
        return StripeWorld.Page("/v1/billing/meters", world.All(Kind).Where(m => status is null || (string?)m["status"] == status), p);
    }

    public JsonObject Find(string id) => world.Find(Kind, id);

    /// <summary>Switches a meter on or off; events that come while it is off count for nothing.</summary>
    public JsonObject Switch(string id, bool on)
    {
        var meter = world.Find(Kind, id);
        if ((string?)meter["status"] == (on ? "active" : "inactive")) throw StripeFault.Invalid($"The meter is {meter["status"]} already.");
        (meter["status"], meter["updated"]) = (on ? "active" : "inactive", world.Seconds);
        meter["status_transitions"]!["deactivated_at"] = on ? null : world.Seconds;
        return meter;
    }

    /// <summary>Takes an event. Whether a meter counts it shows later: then it is told by an event of the other protocol, which no endpoint of ours takes.</summary>
    public JsonObject Report(StripeParameters p)
    {
        var (name, payload, at) = (p.Need("event_name"), p.Map("payload"), p.Number("timestamp") ?? world.Seconds);
        if (at < world.Seconds - (35 * Day)) throw StripeFault.Invalid("The timestamp is too far in the past.", "timestamp");
        if (at > world.Seconds + 300) throw StripeFault.Invalid("The timestamp is too far in the future.", "timestamp");
        var identifier = p.Text("identifier") ?? StripeWorld.Random();
        if (identifier.Length > 100) throw StripeFault.Invalid("Invalid string: must be at most 100 characters.", "identifier");
        if (world.All("billing.meter_event").Any(e => (string?)e["identifier"] == identifier && e["created"]!.Long() > world.Seconds - Day)) throw StripeFault.Invalid($"An event already exists with identifier {identifier}.", "identifier");
        var counts = world.All(Kind).FirstOrDefault(m => (string?)m["event_name"] == name && (string?)m["status"] == "active") is { } meter
            && decimal.TryParse((string?)payload[(string)meter["value_settings"]!["event_payload_key"]!], NumberStyles.Number, CultureInfo.InvariantCulture, out _)
            && world.Look("customer", (string?)payload[(string)meter["customer_mapping"]!["event_payload_key"]!]) is not null;
        return world.Add(new JsonObject
        {
            ["object"] = "billing.meter_event",
            ["created"] = world.Seconds,
            ["event_name"] = name,
            ["identifier"] = identifier,
            ["livemode"] = false,
            ["payload"] = payload,
            ["timestamp"] = at,
            ["x_counts"] = counts,
        });
    }

    /// <summary>Takes an event back that was told less than a day ago.</summary>
    public JsonObject Adjust(StripeParameters p)
    {
        var (name, identifier) = (p.Need("event_name"), p.Need("cancel[identifier]"));
        if (p.Need("type") != "cancel") throw StripeFault.Invalid("Only cancel is known.", "type");
        var told = world.All("billing.meter_event").LastOrDefault(e => (string?)e["event_name"] == name && (string?)e["identifier"] == identifier) ?? throw StripeFault.Missing("meter event", identifier);
        if (told["created"]!.Long() <= world.Seconds - Day) throw StripeFault.Invalid("Events can be canceled within 24 hours only.", "cancel[identifier]");
        told["x_counts"] = false;
        return world.Add(new JsonObject
        {
            ["object"] = "billing.meter_event_adjustment",
            ["cancel"] = new JsonObject { ["identifier"] = identifier },
            ["event_name"] = name,
            ["livemode"] = false,
            ["status"] = "complete",
            ["type"] = "cancel",
        });
    }

    /// <summary>What a meter has of a customer in a time, which is given in whole minutes; by hours or days where that is asked for.</summary>
    public JsonObject Summaries(string id, StripeParameters p)
    {
        var (meter, customer) = (world.Find(Kind, id), p.Need("customer"));
        var (start, end) = (p.Number("start_time") ?? 0, p.Number("end_time") ?? 0);
        if (end <= start || start % 60 != 0 || end % 60 != 0) throw StripeFault.Invalid("start_time and end_time must be whole minutes, and the second one later.", "end_time");
        var window = p.Text("value_grouping_window") switch { null => end - start, "hour" => Hour, "day" => Day, var other => throw StripeFault.Invalid($"Invalid window: {other}", "value_grouping_window") };
        var (payer, value) = ((string)meter["customer_mapping"]!["event_payload_key"]!, (string)meter["value_settings"]!["event_payload_key"]!);
        var sums = world.All("billing.meter_event")
            .Where(e => (bool)e["x_counts"]! && (string?)e["event_name"] == (string?)meter["event_name"] && (string?)e["payload"]![payer] == customer && e["timestamp"]!.Long() >= start && e["timestamp"]!.Long() < end)
            .GroupBy(e => (e["timestamp"]!.Long() - start) / window)
            .OrderBy(g => g.Key)
            .Select(g => new JsonObject
            {
                ["id"] = $"mtrusg_{id}_{g.Key.ToString(CultureInfo.InvariantCulture)}",
                ["object"] = "billing.meter_event_summary",
                ["aggregated_value"] = g.Sum(e => decimal.Parse((string)e["payload"]![value]!, CultureInfo.InvariantCulture)),
                ["end_time"] = Math.Min(end, start + ((g.Key + 1) * window)),
                ["livemode"] = false,
                ["meter"] = id,
                ["start_time"] = start + (g.Key * window),
            });
        return StripeWorld.Page($"/v1/billing/meters/{id}/event_summaries", sums.ToList(), p);
    }
}
