using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Artisan.Testing.Vendors.PagerDuty;

/// <summary>
/// PagerDuty's Events API v2: what is an event is taken with 202 and its dedup key, what is none is refused with 400. Incidents are kept by their dedup keys: a trigger opens
/// one, or adds to the one that is open; acknowledge and resolve change it.
/// </summary>
public sealed class LoopbackPagerDuty : LoopbackVendor
{
    public const string Key = "f00dfeedf00dfeedf00dfeedf00dfeed";

    private readonly ConcurrentQueue<JsonNode> _events = new();
    private readonly ConcurrentDictionary<string, string> _incidents = new();

    /// <summary>The events that were taken, in order.</summary>
    public IReadOnlyList<JsonNode> Events => [.. _events];

    /// <summary>The incidents and their states (triggered, acknowledged, resolved), by dedup key.</summary>
    public IReadOnlyDictionary<string, string> Incidents => _incidents;

    public static async Task<LoopbackPagerDuty> StartAsync()
    {
        var vendor = new LoopbackPagerDuty();
        await vendor.ListenAsync();
        return vendor;
    }

    protected override async Task AnswerAsync(HttpContext context)
    {
        if (context.Request.Path != "/v2/enqueue")
        {
            await WriteAsync(context, 404, new JsonObject());
            return;
        }

        var sent = (await JsonNode.ParseAsync(context.Request.Body))!;
        if (Error(sent) is { } error)
        {
            await WriteAsync(context, 400, new JsonObject { ["status"] = "invalid event", ["message"] = "Event object is invalid", ["errors"] = new JsonArray(error) });
            return;
        }

        _events.Enqueue(sent);
        Apply((string)sent["dedup_key"]!, (string)sent["event_action"]!);
        await WriteAsync(context, 202, new JsonObject { ["status"] = "success", ["message"] = "Event processed", ["dedup_key"] = (string)sent["dedup_key"]! });
    }

    private static string? Error(JsonNode sent)
    {
        if ((string?)sent["routing_key"] != Key) return "Invalid routing key";
        if ((string?)sent["event_action"] is not ("trigger" or "acknowledge" or "resolve")) return "'event_action' is invalid";
        if ((string?)sent["dedup_key"] is not { Length: > 0 and <= 255 }) return "'dedup_key' is missing or too long";
        if ((string?)sent["event_action"] != "trigger") return null;
        if ((string?)sent["payload"]?["summary"] is not { Length: > 0 and <= 1_024 }) return "'payload.summary' is missing or blank";
        if ((string?)sent["payload"]!["source"] is not { Length: > 0 }) return "'payload.source' is missing or blank";
        return (string?)sent["payload"]!["severity"] is "critical" or "error" or "warning" or "info" ? null : "'payload.severity' is invalid";
    }

    private void Apply(string incident, string action)
    {
        // What is not open can be neither acknowledged nor resolved; a trigger of what was resolved opens it anew.
        if (action == "trigger") _incidents.AddOrUpdate(incident, "triggered", (_, state) => state == "resolved" ? "triggered" : state);
        else if (_incidents.TryGetValue(incident, out var state) && state != "resolved") _incidents[incident] = action == "resolve" ? "resolved" : "acknowledged";
    }
}
