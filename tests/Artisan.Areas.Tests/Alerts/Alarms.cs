using System.Text.Json.Nodes;
using Artisan.Areas.Alerts.Contracts;
using Artisan.Areas.Alerts.Storage;
using Artisan.Platform.Ids;
using Artisan.Testing.Host;
using Microsoft.Extensions.DependencyInjection;

namespace Artisan.Areas.Tests.Alerts;

/// <summary>What the tests say of alerts, in one place.</summary>
internal static class Alarms
{
    public static AlertRaise Raise(string workspaceId, string key = "ledger-halted", AlertSeverity severity = AlertSeverity.Critical) =>
        new(workspaceId, key, AlertKinds.LedgerHalted, severity, "The receipt log is stopped", "It does not extend what was signed before.");

    /// <summary>Has the app take a signal; a new one where none is named.</summary>
    public static Task<bool> TakeAsync(ArtisanApp app, AlertRaise raise, string? signal = null) =>
        app.Services.GetRequiredService<AlertBook>().TakeAsync(AlertSignal.Of(signal ?? app.Services.GetRequiredService<IIds>().Ulid(), raise), CancellationToken.None);

    public static async Task<IReadOnlyList<JsonNode>> ListAsync(HttpClient client, string query = "?state=all") =>
        [.. (await client.GetJsonAsync($"/api/alerts{query}"))["items"]!.AsArray().Select(i => i!)];

    /// <summary>An open alert of a workspace, by its id.</summary>
    public static async Task<string> OpenAsync(ArtisanApp app, string workspaceId, HttpClient reader, AlertSeverity severity = AlertSeverity.Warning)
    {
        await TakeAsync(app, Raise(workspaceId, severity: severity));
        return (string)(await ListAsync(reader, "?state=open"))[0]["id"]!;
    }

    /// <summary>Rules as a request; other members replace the usual ones.</summary>
    public static JsonObject Rules(params JsonObject[] rules) => new()
    {
        ["detector"] = new JsonObject { ["enabled"] = true, ["sensitivity"] = "normal", ["severity"] = "warning" },
        ["rules"] = new JsonArray([.. rules]),
        ["email"] = new JsonArray("critical"),
        ["escalateAfterHours"] = 4,
    };

    public static JsonObject Rule(string condition, object? on, string? threshold, string severity = "warning") => new()
    {
        ["name"] = $"Watch {condition}",
        ["condition"] = condition,
        ["on"] = on is null ? null : System.Text.Json.JsonSerializer.SerializeToNode(on),
        ["threshold"] = threshold,
        ["severity"] = severity,
        ["enabled"] = true,
    };

    /// <summary>A channel that mails a member, by its id.</summary>
    public static async Task<string> ChannelAsync(HttpClient admin, string userId)
    {
        var rules = Rules();
        rules["channels"] = new JsonArray(new JsonObject { ["kind"] = "email", ["name"] = "On call", ["severities"] = new JsonArray("info"), ["enabled"] = true, ["users"] = new JsonArray(userId) });
        return (string)(await PutRulesAsync(admin, rules))["channels"]![0]!["id"]!;
    }

    public static Task<JsonNode> PutRulesAsync(HttpClient client, JsonObject rules, System.Net.HttpStatusCode expected = System.Net.HttpStatusCode.OK) =>
        client.PutJsonAsync("/api/alerts/rules", rules, expected, ("If-Match", "*"));
}
