using System.Text.Json;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Artisan.Azure.Tables;

/// <summary>The tables of a storage account, by shared key or by managed identity.</summary>
public sealed class TableServiceClient
{
    private readonly TableRequests _requests;

    public TableServiceClient(Uri endpoint, TableSharedKeyCredential credential, TableClientOptions? options = null)
        : this(endpoint, new TableSharedKeyPolicy(credential, TimeProvider.System), options)
    {
    }

    public TableServiceClient(Uri endpoint, TokenCredential credential, TableClientOptions? options = null)
        : this(endpoint, BearerTokenPolicy.For(credential), options)
    {
    }

    private TableServiceClient(Uri endpoint, HttpPipelinePolicy authentication, TableClientOptions? options)
    {
        Uri = endpoint;
        _requests = new TableRequests(new TableAddress(endpoint), new StoragePipeline(StorageKind.Tables, options ?? new TableClientOptions(), authentication));
    }

    public Uri Uri { get; }

    public TableClient GetTableClient(string tableName) => new(tableName, _requests);

    /// <summary>All tables of the account, page by page.</summary>
    public AsyncPageable<TableItem> QueryAsync(CancellationToken cancellationToken = default) => new Pages<TableItem>(async (token, _, ct) =>
    {
        var message = _requests.Create(RequestMethod.Get, _requests.Address.QueryTables(token));
        var response = await _requests.SendAsync(message, "QueryTables", "Tables", null, ct);
        using var json = JsonDocument.Parse(response.Content);
        var tables = json.RootElement.GetProperty("value").EnumerateArray().Select(t => new TableItem(t.GetProperty("TableName").GetString()!)).ToList();
        return Page<TableItem>.FromValues(tables, response.Headers.TryGetValue("x-ms-continuation-NextTableName", out var next) ? next : null, response);
    }, cancellationToken);
}
