using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Artisan.Platform.Sources;
using Artisan.Vendors.Sources;
using Microsoft.Extensions.Options;

namespace Artisan.Vendors.HubSpot;

/// <summary>
/// HubSpot's CRM by its search API (v3), with a private app's token. Records are read in the order of their last change. A search lists ten thousand
/// records at most and its index lags behind by seconds, so a reading begins a new search at the last change it met, and a later one a little before it.
/// </summary>
internal sealed class HubSpotSource(SourceHttp http, IOptions<SourcesOptions> options) : IDataSource
{
    private const int PageSize = 100;
    private const int SampleSize = 10;
    private const int SearchDepth = 10_000;

    private static readonly TimeSpan IndexLag = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan WindowOfLimit = TimeSpan.FromSeconds(10);

    private static readonly Dictionary<string, string[]> Properties = new(StringComparer.Ordinal)
    {
        ["deals"] = ["dealname", "amount", "amount_in_home_currency", "deal_currency_code", "dealstage", "pipeline", "closedate", "createdate", "hs_is_closed", "hs_is_closed_won", "hs_arr", "hs_mrr", "hs_tcv", "hs_acv"],
        ["companies"] = ["name", "domain", "annualrevenue", "numberofemployees", "lifecyclestage", "total_revenue", "hs_num_open_deals", "createdate"],
        ["contacts"] = ["lifecyclestage", "hs_lead_status", "num_associated_deals", "recent_deal_amount", "total_revenue", "createdate"],
        // Only for connections, which say what they want of them.
        ["tasks"] = [],
        ["tickets"] = ["subject", "hs_pipeline", "hs_pipeline_stage", "hs_ticket_priority", "time_to_close", "createdate", "closed_date"],
    };

    public string Kind => "hubspot";

    public string Name => "HubSpot";

    public IReadOnlyList<SourceCredential> Credentials { get; } =
    [
        new("accessToken", "Access token", "In HubSpot under Settings, Integrations, Private apps: a private app that may read the CRM objects you want to measure.", IsSecret: true),
    ];

    public IReadOnlyList<SourceObject> Objects { get; } =
    [
        new("deals", "Deals", TakesFields: true),
        new("companies", "Companies", TakesFields: true),
        new("contacts", "Contacts, without names and addresses", TakesFields: true),
        new("tickets", "Tickets", TakesFields: true),
    ];

    public async Task<string> TestAsync(SourceCredentials credentials, CancellationToken ct)
    {
        using var details = await SendAsync(credentials, HttpMethod.Get, "account-info/v3/details", null, ct);
        return details.RootElement.TryGetProperty("portalId", out var portal) && portal.ValueKind is JsonValueKind.Number ? $"HubSpot account {portal.GetRawText()}" : throw SourceJson.Malformed(Name);
    }

    public async Task<IReadOnlyList<SourceRecord>> SampleAsync(SourceCredentials credentials, SourceQuery query, CancellationToken ct)
    {
        using var page = await SearchAsync(credentials, query, new HubSpotCursor(0), SampleSize, "DESCENDING", ct);
        return [.. SourceJson.List(page.RootElement, "results", Name).Select(Record)];
    }

    public async Task<SourcePage> ReadAsync(SourceCredentials credentials, SourceQuery query, string? cursor, CancellationToken ct)
    {
        var at = Cursors.Read(cursor, Cursors.Default.HubSpotCursor, new HubSpotCursor(0));
        using var page = await SearchAsync(credentials, query, at, PageSize, "ASCENDING", ct);
        var results = SourceJson.List(page.RootElement, "results", Name).ToList();
        var last = results.Count == 0 ? at.Since : Instant(results[^1], "updatedAt").ToUnixTimeMilliseconds();
        var after = page.RootElement.TryGetProperty("paging", out var paging) && paging.TryGetProperty("next", out var following) ? SourceJson.Required(following, "after", Name) : null;
        // Behind the depth of a search a new one goes on from the last change; one that would begin where this one began has met too many of one instant to get behind them.
        var next = after is null ? new HubSpotCursor(Math.Max(at.Since, last - (long)IndexLag.TotalMilliseconds))
            : int.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out var offset) && offset + PageSize > SearchDepth ? new HubSpotCursor(last > at.Since ? last : last + 1)
            : at with { After = after };
        return new SourcePage([.. results.Select(Record)], Cursors.Write(next, Cursors.Default.HubSpotCursor), after is not null);
    }

    private Task<JsonDocument> SearchAsync(SourceCredentials credentials, SourceQuery query, HubSpotCursor at, int limit, string direction, CancellationToken ct)
    {
        if (!Properties.TryGetValue(query.Kind, out var properties)) throw new SourceException(SourceFailure.NoPermission, $"HubSpot has no {query.Kind} that could be read.");
        var changed = query.Kind == "contacts" ? "lastmodifieddate" : "hs_lastmodifieddate";
        var body = new JsonObject
        {
            ["filterGroups"] = new JsonArray(new JsonObject
            {
                ["filters"] = new JsonArray(new JsonObject { ["propertyName"] = changed, ["operator"] = "GTE", ["value"] = at.Since.ToString(CultureInfo.InvariantCulture) }),
            }),
            ["sorts"] = new JsonArray(new JsonObject { ["propertyName"] = changed, ["direction"] = direction }),
            ["properties"] = new JsonArray([.. properties.Union(query.Fields).Select(p => JsonValue.Create(p))]),
            ["limit"] = limit,
        };
        if (at.After is not null) body["after"] = at.After;
        return SendAsync(credentials, HttpMethod.Post, $"crm/v3/objects/{query.Kind}/search", body, ct);
    }

    /// <summary>What HubSpot answers to a call.</summary>
    public async Task<JsonDocument> SendAsync(SourceCredentials credentials, HttpMethod method, string path, JsonObject? body, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(method, new Uri(options.Value.HubSpotApiBase, path));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", credentials["accessToken"]);
        if (body is not null) request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        try
        {
            return await http.SendAsync(Name, request, ct);
        }
        catch (SourceException e) when (e is { Failure: SourceFailure.RateLimited, RetryAfter: null })
        {
            throw new SourceException(SourceFailure.RateLimited, e.Message, WindowOfLimit, e);
        }
    }

    private SourceRecord Record(JsonElement record)
    {
        if (!record.TryGetProperty("properties", out var properties) || properties.ValueKind is not JsonValueKind.Object) throw SourceJson.Malformed(Name);
        return new SourceRecord(SourceJson.Required(record, "id", Name), Instant(record, "createdAt"), Flattening.Of(properties));
    }

    private DateTimeOffset Instant(JsonElement record, string name) =>
        DateTimeOffset.TryParse(SourceJson.Required(record, name, Name), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant) ? instant : throw SourceJson.Malformed(Name);
}
