using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Artisan.Platform.Connections;
using Artisan.Platform.Sources;
using Artisan.Vendors.Sources;

namespace Artisan.Vendors.Pipedrive;

/// <summary>
/// Pipedrive's API v2: lists by last change with a cursor. An address or number is one of a list there: the primary one is read, and written as the only one.
/// </summary>
internal sealed class PipedriveCrm(SourceHttp http) : ICrm
{
    private const string Vendor = "Pipedrive";
    private const int PageSize = 100;

    // A change may show a moment after the instant that it bears.
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(1);

    private static readonly HashSet<string> Lists = new(StringComparer.Ordinal) { "emails", "phones" };

    public string Provider => "pipedrive";

    public IReadOnlyList<CrmKind> Kinds { get; } =
    [
        new("contacts", "persons", "email", IsUnique: true, new Dictionary<string, string>
        {
            ["firstName"] = "first_name", ["lastName"] = "last_name", ["name"] = "name", ["email"] = "emails", ["phone"] = "phones",
        }),
        new("deals", "deals", "name", IsUnique: false, new Dictionary<string, string>
        {
            ["name"] = "title", ["amount"] = "value", ["currency"] = "currency", ["stage"] = "stage_id", ["status"] = "status", ["closesOn"] = "expected_close_date",
        }),
        new("activities", "activities", "subject", IsUnique: false, new Dictionary<string, string>
        {
            ["subject"] = "subject", ["type"] = "type", ["dueOn"] = "due_date", ["done"] = "done", ["note"] = "note",
        }),
    ];

    public async Task<SourcePage> ReadAsync(VendorGrant grant, SourceQuery query, string? cursor, CancellationToken ct)
    {
        var at = Cursors.Read(cursor, Cursors.Default.PipedriveCursor, new PipedriveCursor(DateTimeOffset.UnixEpoch));
        var path = $"{query.Kind}?limit={PageSize}&sort_by=update_time&sort_direction=asc&updated_since={Uri.EscapeDataString(Text(at.Since))}{(at.Next is null ? "" : $"&cursor={Uri.EscapeDataString(at.Next)}")}";
        using var page = await SendAsync(grant, HttpMethod.Get, path, null, ct);
        var records = SourceJson.List(page.RootElement, "data", Vendor).ToList();
        var last = records.Count == 0 ? at.Last : Instant(records[^1], "update_time");
        var next = page.RootElement.TryGetProperty("additional_data", out var additional) ? SourceJson.Optional(additional, "next_cursor") : null;
        var after = next is not null ? at with { Next = next, Last = last } : new PipedriveCursor(last is { } newest && newest - Overlap > at.Since ? newest - Overlap : at.Since);
        return new SourcePage([.. records.Select(Record)], Cursors.Write(after, Cursors.Default.PipedriveCursor), next is not null);
    }

    public async Task<string?> FindAsync(VendorGrant grant, string kind, string field, string value, DateTimeOffset since, CancellationToken ct)
    {
        if (Lists.Contains(field)) return await SearchAsync(grant, kind, field == "emails" ? "email" : "phone", value, ct);
        // Whatever was made since changed since: the oldest of these that has the value.
        using var page = await SendAsync(grant, HttpMethod.Get, $"{kind}?limit=500&sort_by=add_time&sort_direction=desc&updated_since={Uri.EscapeDataString(Text(since))}", null, ct);
        return SourceJson.List(page.RootElement, "data", Vendor).Select(Record).Where(r => r.Time >= since && r.Fields.GetValueOrDefault(field) == Flattening.Cut(value)).OrderBy(r => r.Time).Select(r => r.Id).FirstOrDefault();
    }

    public async Task<string> SaveAsync(VendorGrant grant, string kind, string? id, IReadOnlyDictionary<string, string> fields, CancellationToken ct)
    {
        var body = new JsonObject(fields.Select(f => KeyValuePair.Create(f.Key, Value(f.Key, f.Value))));
        using var saved = await SendAsync(grant, id is null ? HttpMethod.Post : HttpMethod.Patch, id is null ? kind : $"{kind}/{Uri.EscapeDataString(id)}", body, ct);
        return saved.RootElement.ValueKind is JsonValueKind.Object && saved.RootElement.TryGetProperty("data", out var data) ? Id(data) : throw SourceJson.Malformed(Vendor);
    }

    private async Task<string?> SearchAsync(VendorGrant grant, string kind, string field, string value, CancellationToken ct)
    {
        using var found = await SendAsync(grant, HttpMethod.Get, $"{kind}/search?term={Uri.EscapeDataString(value)}&fields={field}&exact_match=true&limit=1", null, ct);
        var items = found.RootElement.ValueKind is JsonValueKind.Object && found.RootElement.TryGetProperty("data", out var data) ? SourceJson.List(data, "items", Vendor) : throw SourceJson.Malformed(Vendor);
        return items.Select(i => i.TryGetProperty("item", out var item) ? Id(item) : throw SourceJson.Malformed(Vendor)).FirstOrDefault();
    }

    private Task<JsonDocument> SendAsync(VendorGrant grant, HttpMethod method, string path, JsonObject? body, CancellationToken ct)
    {
        var request = new HttpRequestMessage(method, new Uri(grant.ApiBase!, $"/api/v2/{path}"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", grant.AccessToken);
        if (body is not null) request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        return http.SendAsync(Vendor, request, ct);
    }

    private static SourceRecord Record(JsonElement record)
    {
        var fields = Flattening.Of(record, Lists.Contains);
        foreach (var list in Lists)
        {
            if (Primary(record, list) is { Length: > 0 } value) fields[list] = Flattening.Cut(value);
        }

        return new SourceRecord(Id(record), Instant(record, "add_time"), fields);
    }

    private static string? Primary(JsonElement record, string list)
    {
        if (!record.TryGetProperty(list, out var values) || values.ValueKind is not JsonValueKind.Array) return null;
        var all = values.EnumerateArray().Where(v => v.ValueKind is JsonValueKind.Object).ToList();
        var chosen = all.FirstOrDefault(v => v.TryGetProperty("primary", out var primary) && primary.ValueKind is JsonValueKind.True);
        return SourceJson.Optional(chosen.ValueKind is JsonValueKind.Object ? chosen : all.FirstOrDefault(), "value");
    }

    // It takes numbers and truths as such only.
    private static JsonNode? Value(string field, string text) => field switch
    {
        _ when Lists.Contains(field) => new JsonArray(new JsonObject { ["value"] = text, ["primary"] = true, ["label"] = "work" }),
        "done" => JsonValue.Create(text == "true"),
        "value" when decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out var number) => JsonValue.Create(number),
        "stage_id" when long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var stage) => JsonValue.Create(stage),
        _ => JsonValue.Create(text),
    };

    private static string Id(JsonElement record) =>
        record.ValueKind is JsonValueKind.Object && record.TryGetProperty("id", out var id) && id.ValueKind is JsonValueKind.Number ? id.GetRawText() : throw SourceJson.Malformed(Vendor);

    private static DateTimeOffset Instant(JsonElement record, string name) =>
        DateTimeOffset.TryParse(SourceJson.Required(record, name, Vendor), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant) ? instant : throw SourceJson.Malformed(Vendor);

    private static string Text(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
