using System.Text.Json.Nodes;

namespace Artisan.Testing.Stripe;

/// <summary>An event as an endpoint of version acacia gets it: periods on the subscription, an invoice that names its subscription beside.</summary>
internal static class AcaciaShape
{
    public static JsonObject Of(JsonObject happened)
    {
        var old = happened.DeepClone().AsObject();
        old["api_version"] = "2024-12-18.acacia";
        var about = old["data"]!["object"]!.AsObject();
        if ((string?)about["object"] == "subscription")
        {
            var item = about["items"]!["data"]![0]!.AsObject();
            about["current_period_start"] = Take(item, "current_period_start");
            about["current_period_end"] = Take(item, "current_period_end");
        }
        else if ((string?)about["object"] == "invoice")
        {
            var details = about["parent"]?["subscription_details"];
            about["subscription"] = (string?)details?["subscription"];
            about["subscription_details"] = new JsonObject { ["metadata"] = details?["metadata"]?.DeepClone() };
            about["paid"] = (string?)about["status"] == "paid";
            about["tax"] = about["total_taxes"]!.AsArray().Sum(t => t!["amount"]!.Long());
            foreach (var name in new[] { "parent", "total_taxes", "amount_overpaid" }) about.Remove(name);
            foreach (var line in about["lines"]!["data"]!.AsArray())
            {
                line!["type"] = (string?)line["parent"]?["type"] == "invoice_item_details" ? "invoiceitem" : "subscription";
                line.AsObject().Remove("parent");
            }
        }

        return old;
    }

    private static JsonNode? Take(JsonObject from, string name)
    {
        var value = from[name]?.DeepClone();
        from.Remove(name);
        return value;
    }
}
