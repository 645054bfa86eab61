using System.Net;
using System.Text.Json.Nodes;
using Artisan.Testing.Host;

namespace Artisan.Areas.Tests.Value;

/// <summary>What the tests say of definitions and points, in one place.</summary>
internal static class Definitions
{
    /// <summary>A definition on the source shop; other members replace or join the usual ones.</summary>
    public static JsonObject Body(string formula = "max(0, sum(amount) - baseline)", JsonObject? with = null)
    {
        var body = new JsonObject
        {
            ["name"] = "Monthly revenue",
            ["source"] = "shop",
            ["formula"] = formula,
            ["baseline"] = "100",
            ["schedule"] = "monthly",
            ["startsOn"] = "1997-01-01",
            ["timeZone"] = "UTC",
            ["terms"] = new JsonObject { ["currency"] = "USD", ["unitPrice"] = "1", ["share"] = "0.2", ["cap"] = "5000" },
        };
        foreach (var (name, value) in with ?? []) body[name] = value?.DeepClone();
        return body;
    }

    public static async Task<string> CreateAsync(HttpClient client, JsonObject? body = null) =>
        (string)(await client.PostJsonAsync("/api/value/definitions", body ?? Body(), HttpStatusCode.Created))["id"]!;

    public static async Task<string> ActivateAsync(HttpClient owner, JsonObject? body = null)
    {
        var id = await CreateAsync(owner, body);
        await owner.PostJsonAsync($"/api/value/definitions/{id}/activate", new { });
        return id;
    }

    public static Task<JsonNode> RunAsync(HttpClient client, string id, object period, HttpStatusCode expected = HttpStatusCode.Created) =>
        client.PostJsonAsync("/api/value/calculations/run", new { definitionId = id, period }, expected);

    public static async Task PushAsync(HttpClient client, params object[] points)
    {
        foreach (var batch in points.Chunk(1000)) await client.PostJsonAsync("/api/value/data", new { points = batch });
    }

    public static object Point(string id, string amount, string time, string source = "shop", bool? correct = null) => PushingDataPointsTests.Point(id, amount, time, source, correct);
}
