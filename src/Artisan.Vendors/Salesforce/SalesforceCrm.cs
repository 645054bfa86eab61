using System.Globalization;
using System.Text.Json.Nodes;
using Artisan.Platform.Connections;
using Artisan.Platform.Sources;
using Artisan.Vendors.Sources;

namespace Artisan.Vendors.Salesforce;

/// <summary>Salesforce with a person's own consent; reads and refuses as the data source does.</summary>
internal sealed class SalesforceCrm(SalesforceSource source) : ICrm
{
    public string Provider => "salesforce";

    public IReadOnlyList<CrmKind> Kinds { get; } =
    [
        new("contacts", "Contact", "email", IsUnique: true, new Dictionary<string, string>
        {
            ["firstName"] = "FirstName", ["lastName"] = "LastName", ["email"] = "Email", ["phone"] = "Phone", ["title"] = "Title",
        }),
        new("deals", "Opportunity", "name", IsUnique: false, new Dictionary<string, string>
        {
            ["name"] = "Name", ["amount"] = "Amount", ["stage"] = "StageName", ["closesOn"] = "CloseDate",
        }),
        new("activities", "Task", "subject", IsUnique: false, new Dictionary<string, string>
        {
            ["subject"] = "Subject", ["dueOn"] = "ActivityDate", ["status"] = "Status", ["note"] = "Description",
        }),
    ];

    public Task<SourcePage> ReadAsync(VendorGrant grant, SourceQuery query, string? cursor, CancellationToken ct) => source.ReadAsync(grant.ApiBase!, grant.AccessToken, query, cursor, ct);

    public async Task<string?> FindAsync(VendorGrant grant, string kind, string field, string value, DateTimeOffset since, CancellationToken ct)
    {
        var instant = since.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        using var found = await source.QueryAsync(grant.ApiBase!, grant.AccessToken, $"SELECT Id FROM {kind} WHERE {field} = '{Quoted(value)}' AND CreatedDate >= {instant} ORDER BY CreatedDate LIMIT 1", ct);
        return SourceJson.List(found.RootElement, "records", source.Name).Select(r => SourceJson.Required(r, "Id", source.Name)).FirstOrDefault();
    }

    public Task<string> SaveAsync(VendorGrant grant, string kind, string? id, IReadOnlyDictionary<string, string> fields, CancellationToken ct) =>
        source.SaveAsync(grant.ApiBase!, grant.AccessToken, kind, id, new JsonObject(fields.Select(f => KeyValuePair.Create(f.Key, (JsonNode?)f.Value))), ct);

    private static string Quoted(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal).ReplaceLineEndings(" ");
}
