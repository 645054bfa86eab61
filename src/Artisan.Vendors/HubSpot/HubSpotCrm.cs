using System.Globalization;
using System.Text.Json.Nodes;
using Artisan.Platform.Connections;
using Artisan.Platform.Sources;
using Artisan.Platform.Time;
using Artisan.Vendors.Sources;

namespace Artisan.Vendors.HubSpot;

/// <summary>HubSpot with a person's own consent; reads and refuses as the data source does.</summary>
internal sealed class HubSpotCrm(HubSpotSource source, SystemClock clock) : ICrm
{
    // HubSpot keeps no task without an instant.
    private const string Instant = "hs_timestamp";

    public string Provider => "hubspot";

    public IReadOnlyList<CrmKind> Kinds { get; } =
    [
        new("contacts", "contacts", "email", IsUnique: true, new Dictionary<string, string>
        {
            ["firstName"] = "firstname", ["lastName"] = "lastname", ["email"] = "email", ["phone"] = "phone", ["title"] = "jobtitle",
        }),
        new("deals", "deals", "name", IsUnique: false, new Dictionary<string, string>
        {
            ["name"] = "dealname", ["amount"] = "amount", ["stage"] = "dealstage", ["closesOn"] = "closedate",
        }),
        new("activities", "tasks", "subject", IsUnique: false, new Dictionary<string, string>
        {
            ["subject"] = "hs_task_subject", ["dueOn"] = Instant, ["status"] = "hs_task_status", ["note"] = "hs_task_body",
        }),
    ];

    public Task<SourcePage> ReadAsync(VendorGrant grant, SourceQuery query, string? cursor, CancellationToken ct) => source.ReadAsync(Token(grant), query, cursor, ct);

    public async Task<string?> FindAsync(VendorGrant grant, string kind, string field, string value, DateTimeOffset since, CancellationToken ct)
    {
        var created = kind == "tasks" ? "hs_createdate" : "createdate";
        var body = new JsonObject
        {
            ["filterGroups"] = new JsonArray(new JsonObject
            {
                ["filters"] = new JsonArray(
                    new JsonObject { ["propertyName"] = field, ["operator"] = "EQ", ["value"] = value },
                    new JsonObject { ["propertyName"] = created, ["operator"] = "GTE", ["value"] = since.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture) }),
            }),
            ["properties"] = new JsonArray(field),
            ["limit"] = 1,
        };
        using var found = await source.SendAsync(Token(grant), HttpMethod.Post, $"crm/v3/objects/{kind}/search", body, ct);
        return SourceJson.List(found.RootElement, "results", source.Name).Select(r => SourceJson.Required(r, "id", source.Name)).FirstOrDefault();
    }

    public async Task<string> SaveAsync(VendorGrant grant, string kind, string? id, IReadOnlyDictionary<string, string> fields, CancellationToken ct)
    {
        var properties = new JsonObject(fields.Select(f => KeyValuePair.Create(f.Key, (JsonNode?)f.Value)));
        if (kind == "tasks" && id is null && !properties.ContainsKey(Instant)) properties[Instant] = clock.Now.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        var path = id is null ? $"crm/v3/objects/{kind}" : $"crm/v3/objects/{kind}/{Uri.EscapeDataString(id)}";
        using var saved = await source.SendAsync(Token(grant), id is null ? HttpMethod.Post : HttpMethod.Patch, path, new JsonObject { ["properties"] = properties }, ct);
        return SourceJson.Required(saved.RootElement, "id", source.Name);
    }

    private static SourceCredentials Token(VendorGrant grant) => new(new Dictionary<string, string> { ["accessToken"] = grant.AccessToken });
}
