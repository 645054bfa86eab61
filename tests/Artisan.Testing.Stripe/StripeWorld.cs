using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace Artisan.Testing.Stripe;

/// <summary>The account: its records, its events and its clock. Everything happens under the server's one lock.</summary>
internal sealed class StripeWorld(DateTimeOffset now)
{
    private readonly Dictionary<string, List<JsonObject>> _kinds = [];
    private int _sequence;

    /// <summary>The account's time: a test clock.</summary>
    public DateTimeOffset Now { get; set; } = DateTimeOffset.FromUnixTimeSeconds(now.ToUnixTimeSeconds());

    public long Seconds => Now.ToUnixTimeSeconds();

    public void BeginAnew(DateTimeOffset at)
    {
        Now = DateTimeOffset.FromUnixTimeSeconds(at.ToUnixTimeSeconds());
        foreach (var kind in _kinds.Keys.Except(["product", "price", "tax_rate", "coupon", "billing.meter"]).ToList()) _kinds.Remove(kind);
        Events.Clear();
    }

    /// <summary>Everything that happened, the oldest first.</summary>
    public List<JsonObject> Events { get; } = [];

    public static string Random() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(12));

    public string NewId(string prefix) => $"{prefix}_{(++_sequence).ToString("D4", CultureInfo.InvariantCulture)}{Random()}";

    public IReadOnlyList<JsonObject> All(string kind) => _kinds.GetValueOrDefault(kind) ?? [];

    public JsonObject Add(JsonObject record)
    {
        var kind = (string)record["object"]!;
        if (!_kinds.TryGetValue(kind, out var list)) _kinds[kind] = list = [];
        list.Add(record);
        return record;
    }

    public void Remove(JsonObject record) => _kinds[(string)record["object"]!].Remove(record);

    public JsonObject? Look(string kind, string? id) => All(kind).FirstOrDefault(r => (string?)r["id"] == id);

    public JsonObject Find(string kind, string id) => Look(kind, id) ?? throw StripeFault.Missing(kind, id);

    /// <summary>Tells what happened, with the record as it is now.</summary>
    public void Emit(string type, JsonObject about) => Events.Add(new JsonObject
    {
        ["id"] = NewId("evt"),
        ["object"] = "event",
        ["api_version"] = LoopbackStripe.Version,
        ["created"] = Seconds,
        ["data"] = new JsonObject { ["object"] = Shown(about) },
        ["livemode"] = false,
        ["pending_webhooks"] = 1,
        ["request"] = new JsonObject { ["id"] = null, ["idempotency_key"] = null },
        ["type"] = type,
    });

    /// <summary>A record as Stripe shows it: without what only this server needs to know (<c>x_…</c>).</summary>
    public static JsonObject Shown(JsonObject record)
    {
        var shown = record.DeepClone().AsObject();
        foreach (var name in shown.Select(m => m.Key).Where(k => k.StartsWith("x_", StringComparison.Ordinal)).ToList()) shown.Remove(name);
        return shown;
    }

    /// <summary>A page of a list, the newest first, as Stripe pages.</summary>
    public static JsonObject Page(string url, IEnumerable<JsonObject> oldestFirst, StripeParameters p, bool newestFirst = true)
    {
        var all = newestFirst ? oldestFirst.Reverse().ToList() : oldestFirst.ToList();
        var limit = (int)(p.Number("limit") ?? 10);
        if (limit is < 1 or > 100) throw StripeFault.Invalid("This value must be between 1 and 100.", "limit");
        if (p.Text("starting_after") is { } after)
        {
            var index = all.FindIndex(r => (string?)r["id"] == after);
            if (index < 0) throw StripeFault.Missing("record", after);
            all = all[(index + 1)..];
        }

        return new JsonObject { ["object"] = "list", ["url"] = url, ["has_more"] = all.Count > limit, ["data"] = new JsonArray([.. all.Take(limit).Select(r => Shown(r))]) };
    }
}
