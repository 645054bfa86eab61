using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;

namespace Artisan.Testing.Vendors.Salesforce;

/// <summary>Salesforce's token endpoint (client credentials) and SOQL query with <c>nextRecordsUrl</c>, for the queries that a data source sends.</summary>
public sealed partial class LoopbackSalesforce : LoopbackVendor
{
    public const string ClientId = "3MVG9loopback";
    public const string ClientSecret = "0123456789ABCDEF";

    private const string AccessToken = "00D!loopback.token";

    private readonly Dictionary<string, (string Type, DateTimeOffset Created, DateTimeOffset Changed, JsonObject Fields)> _records = [];
    private readonly Dictionary<string, List<JsonNode>> _queries = [];
    private int _locators;

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
        if (request.Path == "/services/oauth2/token")
        {
            var form = await request.ReadFormAsync();
            if (form["grant_type"] != "client_credentials" || form["client_id"] != ClientId || form["client_secret"] != ClientSecret)
            {
                await WriteAsync(context, 400, new JsonObject { ["error"] = "invalid_client", ["error_description"] = "invalid client credentials" });
                return;
            }

            await WriteAsync(context, 200, new JsonObject { ["access_token"] = AccessToken, ["instance_url"] = Instance ?? Uri.ToString().TrimEnd('/'), ["token_type"] = "Bearer", ["issued_at"] = "1790000000000" });
        }
        else if (request.Headers.Authorization != $"Bearer {AccessToken}") await WriteAsync(context, 401, Error("INVALID_SESSION_ID", "Session expired or invalid"));
        else if (request.Query["q"].FirstOrDefault() is { } soql) await QueryAsync(context, soql);
        else await NextAsync(context, request.Path.Value!.Split('/')[^1]);
    }

    private Task QueryAsync(HttpContext context, string soql)
    {
        if (Soql().Match(soql) is not { Success: true } query) return WriteAsync(context, 400, Error("MALFORMED_QUERY", "unexpected token"));
        lock (_records)
        {
            var type = query.Groups["type"].Value;
            if (_records.Values.All(r => r.Type != type)) return WriteAsync(context, 400, Error("INVALID_TYPE", $"sObject type '{type}' is not supported."));
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

    [GeneratedRegex(@"\ASELECT (?<columns>[A-Za-z0-9_., ]+) FROM (?<type>\w+)(?: WHERE SystemModstamp >= (?<since>\S+) ORDER BY SystemModstamp, Id| ORDER BY SystemModstamp DESC LIMIT (?<limit>\d+))\z")]
    private static partial Regex Soql();
}
