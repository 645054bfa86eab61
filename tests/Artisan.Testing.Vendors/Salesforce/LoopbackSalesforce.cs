using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Artisan.Testing.Vendors.Consents;
using Microsoft.AspNetCore.Http;

namespace Artisan.Testing.Vendors.Salesforce;

/// <summary>Salesforce's token endpoint (client credentials) and SOQL query with <c>nextRecordsUrl</c>, for the queries that a data source sends.</summary>
public sealed partial class LoopbackSalesforce : LoopbackVendor
{
    public const string ClientId = "3MVG9loopback";
    public const string ClientSecret = "0123456789ABCDEF";

    private const string AccessToken = "00D!loopback.token";

    /// <summary>Its OAuth 2 for people; it does not say how long a token lives.</summary>
    public OAuthDesk Desk { get; } = new(new OAuthManner("/services/oauth2/token", "/services/oauth2/revoke") { ExpiresIn = null, Also = () => new JsonObject { ["instance_url"] = MyDomain } });

    /// <summary>Where the organisation of people is.</summary>
    public const string MyDomain = "https://example.my.salesforce.com";

    private readonly Dictionary<string, (string Type, DateTimeOffset Created, DateTimeOffset Changed, JsonObject Fields)> _records = [];
    private readonly Dictionary<string, List<JsonNode>> _queries = [];
    private int _locators;

    /// <summary>The types that are there although they have no record.</summary>
    public IReadOnlyList<string> Types { get; set; } = [];

    /// <summary>How many records a page holds, whatever was asked for.</summary>
    public int PageSize { get; set; } = 2_000;

    /// <summary>The instance that a token is for; this server where it is null.</summary>
    public string? Instance { get; set; }

    /// <summary>What a user types as the domain.</summary>
    public string Domain => Uri.Authority;

    public static async Task<LoopbackSalesforce> StartAsync()
    {
        var vendor = new LoopbackSalesforce();
        await vendor.ListenAsync();
        return vendor;
    }

    /// <summary>Adds a record, or replaces the one of its id.</summary>
    public void Put(string type, string id, DateTimeOffset created, DateTimeOffset changed, JsonObject fields)
    {
        lock (_records) _records[id] = (type, created, changed, fields);
    }

    /// <summary>Forgets the rest of all queries, as after two days.</summary>
    public void ForgetQueries()
    {
        lock (_records) _queries.Clear();
    }

    protected override async Task AnswerAsync(HttpContext context)
    {
        var request = context.Request;
        if (!(request.HasFormContentType && (await request.ReadFormAsync())["grant_type"] == "client_credentials") && await Desk.AnswerAsync(request) is { } desk)
        {
            context.Response.StatusCode = desk.Status;
            if (desk.Body is not null) await WriteAsync(context, desk.Status, desk.Body);
        }
        else if (request.Path == "/services/oauth2/token")
        {
            var form = await request.ReadFormAsync();
            if (form["grant_type"] != "client_credentials" || form["client_id"] != ClientId || form["client_secret"] != ClientSecret)
            {
                await WriteAsync(context, 400, new JsonObject { ["error"] = "invalid_client", ["error_description"] = "invalid client credentials" });
                return;
            }

            await WriteAsync(context, 200, new JsonObject { ["access_token"] = AccessToken, ["instance_url"] = Instance ?? Uri.ToString().TrimEnd('/'), ["token_type"] = "Bearer", ["issued_at"] = "1790000000000" });
        }
        else if (request.Headers.Authorization != $"Bearer {AccessToken}" && !Desk.Opens(request)) await WriteAsync(context, 401, Error("INVALID_SESSION_ID", "Session expired or invalid"));
        else if (request.Path == "/services/oauth2/userinfo") await WriteAsync(context, 200, new JsonObject { ["organization_id"] = "00D1", ["preferred_username"] = "ada@example.com" });
        else if (request.Path.Value!.Split('/') is [_, _, _, _, "sobjects", var type, var id]) await SaveAsync(context, type, id);
        else if (request.Query["q"].FirstOrDefault() is { } soql) await QueryAsync(context, soql);
        else await NextAsync(context, request.Path.Value!.Split('/')[^1]);
    }

    /// <summary>How many records of a type there are.</summary>
    public int Count(string type)
    {
        lock (_records) return _records.Values.Count(r => r.Type == type);
    }

    private async Task SaveAsync(HttpContext context, string type, string id)
    {
        var body = (JsonObject)(await JsonNode.ParseAsync(context.Request.Body))!;
        var now = Clock.GetUtcNow();
        lock (_records)
        {
            var key = id.Length > 0 ? id : $"00Q{_records.Count:D12}";
            var all = _records.TryGetValue(key, out var before) ? (JsonObject)before.Fields.DeepClone() : [];
            foreach (var (name, value) in body) all[name] = value?.DeepClone();
            _records[key] = (type, before.Fields is null ? now : before.Created, now, all);
            if (id.Length == 0) body = new JsonObject { ["id"] = key, ["success"] = true };
        }

        if (id.Length == 0) await WriteAsync(context, 201, body);
        else context.Response.StatusCode = 204;
    }

    private Task FindAsync(HttpContext context, Match query)
    {
        var since = DateTimeOffset.Parse(query.Groups["made"].Value, CultureInfo.InvariantCulture);
        lock (_records)
        {
            var found = _records.Where(r => r.Value.Type == query.Groups["type"].Value && r.Value.Created >= since && (string?)r.Value.Fields[query.Groups["field"].Value] == query.Groups["value"].Value).Take(1);
            return WriteAsync(context, 200, new JsonObject { ["done"] = true, ["records"] = new JsonArray([.. found.Select(r => new JsonObject { ["Id"] = r.Key })]) });
        }
    }

    private Task QueryAsync(HttpContext context, string soql)
    {
        if (Finding().Match(soql) is { Success: true } finding) return FindAsync(context, finding);
        if (Soql().Match(soql) is not { Success: true } query) return WriteAsync(context, 400, Error("MALFORMED_QUERY", "unexpected token"));
        lock (_records)
        {
            var type = query.Groups["type"].Value;
            if (!Types.Contains(type) && _records.Values.All(r => r.Type != type)) return WriteAsync(context, 400, Error("INVALID_TYPE", $"sObject type '{type}' is not supported."));
            var columns = query.Groups["columns"].Value.Split(", ");
            if (columns.FirstOrDefault(c => c.StartsWith("Missing", StringComparison.Ordinal)) is { } missing) return WriteAsync(context, 400, Error("INVALID_FIELD", $"No such column '{missing}'"));
            var since = query.Groups["since"] is { Success: true } s ? DateTimeOffset.Parse(s.Value, CultureInfo.InvariantCulture) : DateTimeOffset.MinValue;
            var found = _records.Where(r => r.Value.Type == type && r.Value.Changed >= since).OrderBy(r => r.Value.Changed).ThenBy(r => r.Key, StringComparer.Ordinal).ToList();
            if (query.Groups["limit"] is { Success: true } limit) found = [.. found.AsEnumerable().Reverse().Take(int.Parse(limit.Value, CultureInfo.InvariantCulture))];
            var records = found.Select(r => (JsonNode)Record(type, r.Key, r.Value, columns)).ToList();
            return PageAsync(context, records, records.Count);
        }
    }

    private Task NextAsync(HttpContext context, string locator)
    {
        lock (_records)
        {
            return _queries.TryGetValue(locator, out var rest) ? PageAsync(context, rest, rest.Count) : WriteAsync(context, 400, Error("INVALID_QUERY_LOCATOR", "invalid query locator"));
        }
    }

    private Task PageAsync(HttpContext context, List<JsonNode> records, int total)
    {
        var answer = new JsonObject { ["totalSize"] = total, ["done"] = records.Count <= PageSize, ["records"] = new JsonArray([.. records.Take(PageSize).Select(r => r.DeepClone())]) };
        if (records.Count > PageSize)
        {
            var locator = $"01gloopback{++_locators}-{PageSize}";
            _queries[locator] = [.. records.Skip(PageSize)];
            answer["nextRecordsUrl"] = $"/services/data/v66.0/query/{locator}";
        }

        return WriteAsync(context, 200, answer);
    }

    private static JsonObject Record(string type, string id, (string Type, DateTimeOffset Created, DateTimeOffset Changed, JsonObject Fields) stored, string[] columns)
    {
        var record = new JsonObject { ["attributes"] = new JsonObject { ["type"] = type, ["url"] = $"/services/data/v66.0/sobjects/{type}/{id}" } };
        foreach (var column in columns)
        {
            record[column] = column switch
            {
                "Id" => id,
                "CreatedDate" => Text(stored.Created),
                "SystemModstamp" => Text(stored.Changed),
                _ => stored.Fields[column]?.DeepClone(),
            };
        }

        return record;
    }

    // Salesforce writes the offset without a colon.
    private static string Text(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'+0000'", CultureInfo.InvariantCulture);

    private static JsonArray Error(string code, string message) => [new JsonObject { ["errorCode"] = code, ["message"] = message }];

    [GeneratedRegex(@"\ASELECT Id FROM (?<type>\w+) WHERE (?<field>\w+) = '(?<value>[^']*)' AND CreatedDate >= (?<made>\S+) ORDER BY CreatedDate LIMIT 1\z")]
    private static partial Regex Finding();

    [GeneratedRegex(@"\ASELECT (?<columns>[A-Za-z0-9_., ]+) FROM (?<type>\w+)(?: WHERE SystemModstamp >= (?<since>\S+) ORDER BY SystemModstamp, Id| ORDER BY SystemModstamp DESC LIMIT (?<limit>\d+))\z")]
    private static partial Regex Soql();
}
