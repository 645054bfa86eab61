using System.Globalization;
using System.Text.Json.Nodes;
using Artisan.Testing.Vendors.Consents;
using Microsoft.AspNetCore.Http;

namespace Artisan.Testing.Vendors.Pipedrive;

/// <summary>Pipedrive's API v2: lists by the last change with an opaque cursor, search by an exact address, records made and changed; and whose token it is.</summary>
public sealed class LoopbackPipedrive : LoopbackVendor
{
    private readonly Dictionary<string, SortedDictionary<int, JsonObject>> _records = new(StringComparer.Ordinal) { ["persons"] = [], ["deals"] = [], ["activities"] = [] };
    private int _ids;

    /// <summary>Its OAuth 2.</summary>
    public OAuthDesk Desk { get; } = new(new OAuthManner("/oauth/token", "/oauth/revoke") { SecretInHeader = true, TakesPkce = true, Also = () => new JsonObject { ["api_domain"] = "https://example.pipedrive.com" } });

    public static async Task<LoopbackPipedrive> StartAsync()
    {
        var vendor = new LoopbackPipedrive();
        await vendor.ListenAsync();
        return vendor;
    }

    /// <summary>Adds a record.</summary>
    public string Put(string kind, DateTimeOffset changed, JsonObject fields)
    {
        lock (_records)
        {
            var record = (JsonObject)fields.DeepClone();
            (record["id"], record["add_time"], record["update_time"]) = (++_ids, Text(changed), Text(changed));
            _records[kind][_ids] = record;
            return _ids.ToString(CultureInfo.InvariantCulture);
        }
    }

    /// <summary>How many records of a kind there are.</summary>
    public int Count(string kind)
    {
        lock (_records) return _records[kind].Count;
    }

    protected override async Task AnswerAsync(HttpContext context)
    {
        var request = context.Request;
        if (await Desk.AnswerAsync(request) is { } desk)
        {
            context.Response.StatusCode = desk.Status;
            if (desk.Body is not null) await WriteAsync(context, desk.Status, desk.Body);
            return;
        }

        if (!Desk.Opens(request)) await WriteAsync(context, 401, new JsonObject { ["success"] = false, ["error"] = "unauthorized access" });
        else if (request.Path == "/api/v1/users/me") await WriteAsync(context, 200, new JsonObject { ["success"] = true, ["data"] = new JsonObject { ["company_id"] = 77, ["company_name"] = "Example Ltd" } });
        else if (request.Path.Value!.Split('/') is [_, "api", "v2", var kind, .. var rest] && _records.ContainsKey(kind)) await RecordsAsync(context, kind, rest.FirstOrDefault());
        else await WriteAsync(context, 404, new JsonObject { ["success"] = false });
    }

    private async Task RecordsAsync(HttpContext context, string kind, string? rest)
    {
        var request = context.Request;
        if (request.Method == "GET" && rest == "search") await WriteAsync(context, 200, new JsonObject { ["success"] = true, ["data"] = new JsonObject { ["items"] = Search(kind, request.Query["term"]!) } });
        else if (request.Method == "GET") await WriteAsync(context, 200, List(kind, request.Query));
        else
        {
            var body = (JsonObject)(await JsonNode.ParseAsync(request.Body))!;
            var id = rest is null ? Put(kind, Clock.GetUtcNow(), body) : Change(kind, rest, body);
            await WriteAsync(context, rest is null ? 201 : 200, new JsonObject { ["success"] = true, ["data"] = new JsonObject { ["id"] = int.Parse(id, CultureInfo.InvariantCulture) } });
        }
    }

    private JsonArray Search(string kind, string term)
    {
        lock (_records)
        {
            return [.. _records[kind].Values.Where(r => r["emails"]?.AsArray().Any(e => (string?)e!["value"] == term) is true).Take(1).Select(r => (JsonNode)new JsonObject { ["item"] = new JsonObject { ["id"] = (int)r["id"]! } })];
        }
    }

    private JsonObject List(string kind, IQueryCollection query)
    {
        var (limit, skip) = (int.Parse(query["limit"]!, CultureInfo.InvariantCulture), int.Parse(query["cursor"].FirstOrDefault() ?? "0", CultureInfo.InvariantCulture));
        lock (_records)
        {
            var found = _records[kind].Values.Where(r => string.CompareOrdinal((string)r["update_time"]!, query["updated_since"]) >= 0).OrderBy(r => (string)r[(string)query["sort_by"]!]!, StringComparer.Ordinal).ToList();
            if (query["sort_direction"] == "desc") found.Reverse();
            var page = found.Skip(skip).Take(limit).Select(r => r.DeepClone()).ToArray();
            return new JsonObject { ["success"] = true, ["data"] = new JsonArray(page), ["additional_data"] = new JsonObject { ["next_cursor"] = skip + page.Length < found.Count ? $"{skip + page.Length}" : null } };
        }
    }

    private string Change(string kind, string id, JsonObject body)
    {
        lock (_records)
        {
            var record = _records[kind][int.Parse(id, CultureInfo.InvariantCulture)];
            foreach (var (name, value) in body) record[name] = value?.DeepClone();
            record["update_time"] = Text(Clock.GetUtcNow());
            return id;
        }
    }

    private static string Text(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
