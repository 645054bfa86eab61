using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Artisan.Testing.Vendors.HubSpot;

/// <summary>
/// HubSpot's account details and CRM search: one filter on the last change, sorted by it, pages by <c>after</c> and not behind ten thousand records, only the
/// properties that were asked for, as HubSpot's documentation says.
/// </summary>
public sealed class LoopbackHubSpot : LoopbackVendor
{
    public const string Token = "pat-eu1-loopback-0123456789";

    private const int SearchDepth = 10_000;

    private readonly Dictionary<string, (string Type, DateTimeOffset Created, DateTimeOffset Changed, JsonObject Properties)> _records = [];

    public static async Task<LoopbackHubSpot> StartAsync()
    {
        var vendor = new LoopbackHubSpot();
        await vendor.ListenAsync();
        return vendor;
    }

    /// <summary>Adds a record, or replaces the one of its id.</summary>
    public void Put(string type, string id, DateTimeOffset created, DateTimeOffset changed, JsonObject properties)
    {
        lock (_records) _records[id] = (type, created, changed, properties);
    }

    protected override async Task AnswerAsync(HttpContext context)
    {
        if (context.Request.Headers.Authorization != $"Bearer {Token}")
        {
            await WriteAsync(context, 401, new JsonObject { ["status"] = "error", ["category"] = "INVALID_AUTHENTICATION", ["message"] = "Authentication credentials not found." });
        }
        else if (context.Request.Path == "/account-info/v3/details")
        {
            await WriteAsync(context, 200, new JsonObject { ["portalId"] = 1234567, ["timeZone"] = "UTC", ["companyCurrency"] = "EUR" });
        }
        else
        {
            var search = (await JsonNode.ParseAsync(context.Request.Body))!;
            if (int.Parse((string?)search["after"] ?? "0", CultureInfo.InvariantCulture) + (int)search["limit"]! > SearchDepth) await WriteAsync(context, 400, new JsonObject { ["status"] = "error", ["category"] = "VALIDATION_ERROR" });
            else await WriteAsync(context, 200, Search(context.Request.Path.Value!.Split('/')[4], search));
        }
    }

    private JsonObject Search(string type, JsonNode search)
    {
        var since = DateTimeOffset.FromUnixTimeMilliseconds(long.Parse((string)search["filterGroups"]![0]!["filters"]![0]!["value"]!, CultureInfo.InvariantCulture));
        var (limit, after) = ((int)search["limit"]!, int.Parse((string?)search["after"] ?? "0", CultureInfo.InvariantCulture));
        var wanted = search["properties"]!.AsArray().Select(p => (string)p!).ToHashSet();
        lock (_records)
        {
            var found = _records.Where(r => r.Value.Type == type && r.Value.Changed >= since).OrderBy(r => r.Value.Changed).ThenBy(r => r.Key, StringComparer.Ordinal).ToList();
            if ((string?)search["sorts"]![0]!["direction"] == "DESCENDING") found.Reverse();
            var results = found.Skip(after).Take(limit).Select(r => (JsonNode)new JsonObject
            {
                ["id"] = r.Key,
                ["properties"] = new JsonObject(r.Value.Properties.Where(p => wanted.Contains(p.Key)).Select(p => KeyValuePair.Create(p.Key, p.Value?.DeepClone()))),
                ["createdAt"] = r.Value.Created.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
                ["updatedAt"] = r.Value.Changed.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
                ["archived"] = false,
            }).ToArray();
            var answer = new JsonObject { ["total"] = found.Count, ["results"] = new JsonArray(results) };
            if (after + results.Length < found.Count) answer["paging"] = new JsonObject { ["next"] = new JsonObject { ["after"] = $"{after + results.Length}" } };
            return answer;
        }
    }
}
