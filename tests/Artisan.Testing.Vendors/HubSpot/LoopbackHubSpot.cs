using System.Globalization;
using System.Text.Json.Nodes;
using Artisan.Testing.Vendors.Consents;
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

    /// <summary>Its OAuth 2.</summary>
    public OAuthDesk Desk { get; } = new(new OAuthManner("/oauth/v1/token", "/oauth/v1/refresh-tokens/")
    {
        ExpiresIn = 1800,
        Withdrawn = () => new JsonObject { ["status"] = "BAD_REFRESH_TOKEN", ["message"] = "missing or invalid refresh token" },
    });

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

    /// <summary>How many records of a type there are.</summary>
    public int Count(string type)
    {
        lock (_records) return _records.Values.Count(r => r.Type == type);
    }

    protected override async Task AnswerAsync(HttpContext context)
    {
        if (await Desk.AnswerAsync(context.Request) is { } desk)
        {
            context.Response.StatusCode = desk.Status;
            if (desk.Body is not null) await WriteAsync(context, desk.Status, desk.Body);
        }
        else if (context.Request.Headers.Authorization != $"Bearer {Token}" && !Desk.Opens(context.Request))
        {
            await WriteAsync(context, 401, new JsonObject { ["status"] = "error", ["category"] = "INVALID_AUTHENTICATION", ["message"] = "Authentication credentials not found." });
        }
        else if (context.Request.Path == "/account-info/v3/details")
        {
            await WriteAsync(context, 200, new JsonObject { ["portalId"] = 1234567, ["timeZone"] = "UTC", ["companyCurrency"] = "EUR" });
        }
        else if (!context.Request.Path.Value!.EndsWith("/search", StringComparison.Ordinal))
        {
            var (parts, body) = (context.Request.Path.Value.Split('/'), (await JsonNode.ParseAsync(context.Request.Body))!);
            await WriteAsync(context, parts.Length > 5 ? 200 : 201, new JsonObject { ["id"] = Save(parts[4], parts.ElementAtOrDefault(5), (JsonObject)body["properties"]!) });
        }
        else
        {
            var search = (await JsonNode.ParseAsync(context.Request.Body))!;
            if (int.Parse((string?)search["after"] ?? "0", CultureInfo.InvariantCulture) + (int)search["limit"]! > SearchDepth) await WriteAsync(context, 400, new JsonObject { ["status"] = "error", ["category"] = "VALIDATION_ERROR" });
            else await WriteAsync(context, 200, Search(context.Request.Path.Value!.Split('/')[4], search));
        }
    }

    private string Save(string type, string? id, JsonObject properties)
    {
        lock (_records)
        {
            var now = Clock.GetUtcNow();
            id ??= (9_000 + _records.Count).ToString(CultureInfo.InvariantCulture);
            var all = _records.TryGetValue(id, out var before) ? (JsonObject)before.Properties.DeepClone() : [];
            foreach (var (name, value) in properties) all[name] = value?.DeepClone();
            _records[id] = (type, before.Properties is null ? now : before.Created, now, all);
            return id;
        }
    }

    // One record by a value, made at an instant or later.
    private JsonObject Find(string type, JsonNode equal, JsonNode made)
    {
        var since = DateTimeOffset.FromUnixTimeMilliseconds(long.Parse((string)made["value"]!, CultureInfo.InvariantCulture));
        lock (_records)
        {
            var found = _records.Where(r => r.Value.Type == type && r.Value.Created >= since && (string?)r.Value.Properties[(string)equal["propertyName"]!] == (string?)equal["value"]).Take(1);
            return new JsonObject { ["results"] = new JsonArray([.. found.Select(r => new JsonObject { ["id"] = r.Key })]) };
        }
    }

    private JsonObject Search(string type, JsonNode search)
    {
        if (search["filterGroups"]![0]!["filters"]!.AsArray() is [{ } equal, { } made]) return Find(type, equal, made);
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
