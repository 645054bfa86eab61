using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Artisan.Platform.Sources;
using Artisan.Vendors.Sources;
using Microsoft.Extensions.Options;

namespace Artisan.Vendors.Salesforce;

/// <summary>
/// Salesforce by SOQL, as the user that a connected app runs as (OAuth client credentials, at the organisation's own domain). Records are read in the order
/// of their last change, page by page of one query; a page that Salesforce no longer keeps begins the query again at the last change met.
/// </summary>
internal sealed partial class SalesforceSource(SourceHttp http, IOptions<SourcesOptions> options) : IDataSource
{
    private const string Version = "v66.0";
    private const int PageSize = 200;
    private const int SampleSize = 10;

    // A change may be committed a while after the instant that it bears.
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan DailyLimitWait = TimeSpan.FromHours(1);

    private static readonly Dictionary<string, string[]> Columns = new(StringComparer.Ordinal)
    {
        ["Opportunity"] = ["Amount", "CloseDate", "StageName", "IsClosed", "IsWon", "Probability", "Type"],
        ["Account"] = ["Name", "AnnualRevenue", "NumberOfEmployees", "Industry", "Type"],
        ["Contract"] = ["Status", "StartDate", "EndDate", "ContractTerm"],
        ["Order"] = ["TotalAmount", "Status", "EffectiveDate"],
        // Only for connections, which say what they want of them.
        ["Contact"] = [],
        ["Task"] = [],
    };

    public string Kind => "salesforce";

    public string Name => "Salesforce";

    public IReadOnlyList<SourceCredential> Credentials { get; } =
    [
        new("domain", "My Domain", "Such as example.my.salesforce.com; in Salesforce under Setup, My Domain.", IsSecret: false),
        new("clientId", "Consumer key", "Of a connected app with the client credentials flow and the scope api.", IsSecret: true),
        new("clientSecret", "Consumer secret", "Beside the consumer key.", IsSecret: true),
    ];

    public IReadOnlyList<SourceObject> Objects { get; } =
    [
        new("Opportunity", "Opportunities", TakesFields: true),
        new("Account", "Accounts", TakesFields: true),
        new("Contract", "Contracts", TakesFields: true),
        new("Order", "Orders", TakesFields: true),
    ];

    public async Task<string> TestAsync(SourceCredentials credentials, CancellationToken ct)
    {
        var (instance, _) = await SignInAsync(credentials, ct);
        return $"Salesforce at {instance.Host}";
    }

    public async Task<IReadOnlyList<SourceRecord>> SampleAsync(SourceCredentials credentials, SourceQuery query, CancellationToken ct)
    {
        var (instance, token) = await SignInAsync(credentials, ct);
        using var page = await GetAsync(instance, token, Query($"{Select(query)} ORDER BY SystemModstamp DESC LIMIT {SampleSize}"), ct);
        return [.. SourceJson.List(page.RootElement, "records", Name).Select(Record)];
    }

    public async Task<SourcePage> ReadAsync(SourceCredentials credentials, SourceQuery query, string? cursor, CancellationToken ct)
    {
        var (instance, token) = await SignInAsync(credentials, ct);
        return await ReadAsync(instance, token, query, cursor, ct);
    }

    /// <summary>The next page for somebody who is signed in.</summary>
    public async Task<SourcePage> ReadAsync(Uri instance, string token, SourceQuery query, string? cursor, CancellationToken ct)
    {
        var at = Cursors.Read(cursor, Cursors.Default.SalesforceCursor, new SalesforceCursor(DateTimeOffset.UnixEpoch));
        JsonDocument page;
        try
        {
            page = await GetAsync(instance, token, at.Next ?? Query($"{Select(query)} WHERE SystemModstamp >= {Literal(at.Since)} ORDER BY SystemModstamp, Id"), ct);
        }
        catch (QueryGoneException) when (at.Next is not null)
        {
            return new SourcePage([], Cursors.Write(new SalesforceCursor(at.Last ?? at.Since), Cursors.Default.SalesforceCursor), HasMore: true);
        }

        using (page)
        {
            var records = SourceJson.List(page.RootElement, "records", Name).ToList();
            var last = records.Count == 0 ? at.Last : Instant(records[^1], "SystemModstamp");
            var next = SourceJson.Optional(page.RootElement, "nextRecordsUrl") is { } path ? new SalesforceCursor(at.Since, Locator().IsMatch(path) ? path : throw SourceJson.Malformed(Name), last)
                : new SalesforceCursor(last is { } newest && newest - Overlap > at.Since ? newest - Overlap : at.Since);
            return new SourcePage([.. records.Select(Record)], Cursors.Write(next, Cursors.Default.SalesforceCursor), next.Next is not null);
        }
    }

    private async Task<(Uri Instance, string Token)> SignInAsync(SourceCredentials credentials, CancellationToken ct)
    {
        var domain = SalesforceHost.Of(credentials["domain"], options.Value.AllowLoopback);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(domain, "services/oauth2/token"));
        request.Content = new FormUrlEncodedContent([new("grant_type", "client_credentials"), new("client_id", credentials["clientId"]), new("client_secret", credentials["clientSecret"])]);
        using var answer = await http.SendAsync(Name, request, ct, (status, _) => status is HttpStatusCode.BadRequest or HttpStatusCode.Unauthorized
            ? new SourceException(SourceFailure.WrongCredentials, "Salesforce does not accept this consumer key and secret, or the client credentials flow is not switched on for the connected app.")
            : null);
        var instance = SourceJson.Required(answer.RootElement, "instance_url", Name);
        if (instance.StartsWith("http://", StringComparison.Ordinal)) instance = instance["http://".Length..];
        return (SalesforceHost.Of(instance, options.Value.AllowLoopback), SourceJson.Required(answer.RootElement, "access_token", Name));
    }

    /// <summary>What a query of one's own answers.</summary>
    public Task<JsonDocument> QueryAsync(Uri instance, string token, string soql, CancellationToken ct) => GetAsync(instance, token, Query(soql), ct);

    /// <summary>Makes a record, or changes the one of an id; answers its id.</summary>
    public async Task<string> SaveAsync(Uri instance, string token, string kind, string? id, JsonObject fields, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(id is null ? HttpMethod.Post : HttpMethod.Patch, new Uri(instance, $"/services/data/{Version}/sobjects/{kind}/{(id is null ? "" : Uri.EscapeDataString(id))}"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        request.Content = new StringContent(fields.ToJsonString(), Encoding.UTF8, "application/json");
        return await http.SendAsync(Name, request, async response =>
        {
            // A change is answered with nothing.
            if (id is not null) return id;
            using var made = await JsonDocument.ParseAsync(await response.Content.ReadAsStreamAsync(ct), cancellationToken: ct);
            return SourceJson.Required(made.RootElement, "id", Name);
        }, ct, Refusal);
    }

    private async Task<JsonDocument> GetAsync(Uri instance, string token, string path, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(instance, path));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        request.Headers.Add("Sforce-Query-Options", $"batchSize={PageSize}");
        return await http.SendAsync(Name, request, ct, Refusal);
    }

    private static SourceException? Refusal(HttpStatusCode status, JsonElement? errors) => ErrorCode(errors) switch
    {
        "REQUEST_LIMIT_EXCEEDED" => new SourceException(SourceFailure.RateLimited, "The Salesforce organisation has used up its API calls of the last 24 hours; reading goes on by itself.", DailyLimitWait),
        "INVALID_TYPE" => new SourceException(SourceFailure.NoPermission, "The Salesforce user of the connected app does not see these records. Give it the right to read them."),
        "INVALID_FIELD" => new SourceException(SourceFailure.NoPermission, "Salesforce has no such field, or the user of the connected app does not see it. Check the further fields."),
        "API_DISABLED_FOR_ORG" => new SourceException(SourceFailure.NoPermission, "This Salesforce edition has no API."),
        "INVALID_QUERY_LOCATOR" => throw new QueryGoneException(),
        _ => null,
    };

    private static string Select(SourceQuery query)
    {
        if (!Columns.TryGetValue(query.Kind, out var columns)) throw new SourceException(SourceFailure.NoPermission, $"Salesforce has no {query.Kind} that could be read.");
        // The names become part of a query.
        if (query.Fields.FirstOrDefault(f => !Field().IsMatch(f)) is { } unfit) throw new SourceException(SourceFailure.NoPermission, $"{unfit} cannot be a field of Salesforce.");
        string[] all = ["Id", "CreatedDate", "SystemModstamp", .. columns.Union(query.Fields, StringComparer.OrdinalIgnoreCase)];
        return $"SELECT {string.Join(", ", all.Distinct(StringComparer.OrdinalIgnoreCase))} FROM {query.Kind}";
    }

    private SourceRecord Record(JsonElement record) => new(SourceJson.Required(record, "Id", Name), Instant(record, "CreatedDate"), Flattening.Of(record, name => name == "attributes"));

    private DateTimeOffset Instant(JsonElement record, string name) =>
        DateTimeOffset.TryParseExact(SourceJson.Required(record, name, Name), ["yyyy-MM-dd'T'HH:mm:ss.fffzzz", "yyyy-MM-dd'T'HH:mm:ss.fffzz00", "yyyy-MM-dd'T'HH:mm:ss'Z'"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant)
            ? instant
            : throw SourceJson.Malformed(Name);

    private static string Query(string soql) => $"/services/data/{Version}/query?q={Uri.EscapeDataString(soql)}";

    private static string Literal(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static string? ErrorCode(JsonElement? errors) => errors is { ValueKind: JsonValueKind.Array } list && list.GetArrayLength() > 0 ? SourceJson.Optional(list[0], "errorCode") : null;

    [GeneratedRegex(@"\A[A-Za-z][A-Za-z0-9_]{0,79}(?:\.[A-Za-z][A-Za-z0-9_]{0,79})?\z")]
    private static partial Regex Field();

    [GeneratedRegex(@"\A/services/data/v\d+\.\d/query/[A-Za-z0-9-]{1,200}\z")]
    private static partial Regex Locator();

    /// <summary>Salesforce no longer keeps the rest of a query.</summary>
    private sealed class QueryGoneException : Exception;
}
