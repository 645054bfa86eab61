using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Artisan.Testing.Vendors.Stripe;

/// <summary>The lists of a Stripe account: the newest first, pages by <c>starting_after</c>, filtered by <c>created[gte]</c>, as Stripe's documentation says.</summary>
public sealed class LoopbackStripeLists : LoopbackVendor
{
    public const string Key = "rk_test_loopback0123456789";

    private readonly Dictionary<string, List<JsonObject>> _records = [];

    /// <summary>Lists that the key may not read.</summary>
    public HashSet<string> Forbidden { get; } = [];

    public static async Task<LoopbackStripeLists> StartAsync()
    {
        var vendor = new LoopbackStripeLists();
        await vendor.ListenAsync();
        return vendor;
    }

    /// <summary>Adds a record, or replaces the one of its id.</summary>
    public void Put(string list, string id, DateTimeOffset created, long amount, string currency = "usd", JsonObject? more = null)
    {
        var record = new JsonObject { ["id"] = id, ["object"] = list.TrimEnd('s'), ["amount"] = amount, ["currency"] = currency, ["created"] = created.ToUnixTimeSeconds(), ["metadata"] = new JsonObject { ["note"] = "x" } };
        foreach (var (name, value) in more ?? []) record[name] = value?.DeepClone();
        lock (_records)
        {
            if (!_records.TryGetValue(list, out var records)) _records[list] = records = [];
            records.RemoveAll(r => (string?)r["id"] == id);
            records.Add(record);
        }
    }

    protected override Task AnswerAsync(HttpContext context)
    {
        var (request, list) = (context.Request, context.Request.Path.Value!.Split('/')[^1]);
        if (request.Headers.Authorization != $"Bearer {Key}") return WriteAsync(context, 401, Error("invalid_request_error", "Invalid API Key provided."));
        if (!request.Headers.ContainsKey("Stripe-Version")) return WriteAsync(context, 400, Error("invalid_request_error", "A version is needed."));
        if (Forbidden.Contains(list)) return WriteAsync(context, 403, Error("invalid_request_error", "The provided key does not have the required permissions for this endpoint."));
        lock (_records)
        {
            var all = _records.GetValueOrDefault(list, []).OrderByDescending(r => (long)r["created"]!).ThenByDescending(r => (string)r["id"]!, StringComparer.Ordinal).ToList();
            var since = long.Parse(request.Query["created[gte]"].FirstOrDefault() ?? "0", CultureInfo.InvariantCulture);
            var after = request.Query["starting_after"].FirstOrDefault();
            if (after is not null && all.All(r => (string?)r["id"] != after)) return WriteAsync(context, 400, Error("invalid_request_error", $"No such record: '{after}'"));
            var rest = (after is null ? all : all.SkipWhile(r => (string?)r["id"] != after).Skip(1)).Where(r => (long)r["created"]! >= since).ToList();
            var limit = int.Parse(request.Query["limit"].FirstOrDefault() ?? "10", CultureInfo.InvariantCulture);
            return WriteAsync(context, 200, new JsonObject { ["object"] = "list", ["data"] = new JsonArray([.. rest.Take(limit).Select(r => r.DeepClone())]), ["has_more"] = rest.Count > limit });
        }
    }

    private static JsonObject Error(string type, string message) => new() { ["error"] = new JsonObject { ["type"] = type, ["message"] = message } };
}
