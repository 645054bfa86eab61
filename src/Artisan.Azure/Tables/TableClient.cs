using System.Text.Json;
using Azure;
using Azure.Core;

namespace Artisan.Azure.Tables;

/// <summary>
/// One table: rows, queries and transactions. What Azure would refuse is refused before it is sent (ArgumentException);
/// failures of the service are RequestFailedException, and WasRetried tells whether a conflict may be with the request's own first try.
/// </summary>
public sealed class TableClient
{
    private readonly TableRequests _requests;

    internal TableClient(string name, TableRequests requests)
    {
        TableLimits.CheckTableName(name);
        Name = name;
        _requests = requests;
    }

    public string Name { get; }

    /// <summary>Makes a filter with every value quoted for its type; the only safe way to bring a value into a filter.</summary>
    public static string CreateQueryFilter(FormattableString filter) => TableFilter.Create(filter);

    /// <summary>Creates the table; an existing one answers 409 without an exception.</summary>
    public Task<Response> CreateIfNotExistsAsync(CancellationToken cancellationToken = default)
    {
        var message = _requests.Create(RequestMethod.Post, _requests.Address.Tables, JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, string> { ["TableName"] = Name }));
        return SendAsync(message, "CreateTable", r => r.Status == 409 && StoragePipeline.Has(r, "TableAlreadyExists"), cancellationToken);
    }

    /// <summary>Deletes the table with its rows; a missing one answers 404 without an exception.</summary>
    public Task<Response> DeleteAsync(CancellationToken cancellationToken = default) =>
        SendAsync(_requests.Create(RequestMethod.Delete, _requests.Address.Table(Name)), "DeleteTable", r => r.Status == 404, cancellationToken);

    /// <summary>Inserts a row; 409 EntityAlreadyExists where there is one. The new ETag is in the answer's headers.</summary>
    public Task<Response> AddEntityAsync(TableEntity entity, CancellationToken cancellationToken = default)
    {
        TableLimits.Check(entity);
        return SendAsync(_requests.Create(RequestMethod.Post, _requests.Address.Rows(Name), TableEntityJson.Write(entity)), "AddEntity", null, cancellationToken);
    }

    /// <summary>Reads a row; 404 ResourceNotFound where there is none.</summary>
    public async Task<Response<TableEntity>> GetEntityAsync(string partitionKey, string rowKey, IEnumerable<string>? select = null, CancellationToken cancellationToken = default)
    {
        var response = await GetAsync(partitionKey, rowKey, select, null, cancellationToken);
        return Response.FromValue(Read(response), response);
    }

    /// <summary>Reads a row, or answers null where the row does not exist; a missing table still throws.</summary>
    public async Task<TableEntity?> GetEntityIfExistsAsync(string partitionKey, string rowKey, IEnumerable<string>? select = null, CancellationToken cancellationToken = default)
    {
        var response = await GetAsync(partitionKey, rowKey, select, r => r.Status == 404 && !StoragePipeline.Has(r, "TableNotFound"), cancellationToken);
        return response.Status == 404 ? null : Read(response);
    }

    /// <summary>Changes an existing row where it still has this ETag (412 otherwise, 404 where it is gone); ETag.All changes it unconditionally.</summary>
    public Task<Response> UpdateEntityAsync(TableEntity entity, ETag ifMatch, TableUpdateMode mode = TableUpdateMode.Merge, CancellationToken cancellationToken = default)
    {
        if (ifMatch == default) throw new ArgumentException("An update names the ETag it replaces, or ETag.All.", nameof(ifMatch));
        return WriteAsync(entity, mode, ifMatch, "UpdateEntity", cancellationToken);
    }

    /// <summary>Inserts the row or changes the existing one, unconditionally.</summary>
    public Task<Response> UpsertEntityAsync(TableEntity entity, TableUpdateMode mode = TableUpdateMode.Merge, CancellationToken cancellationToken = default) =>
        WriteAsync(entity, mode, default, "UpsertEntity", cancellationToken);

    /// <summary>Deletes a row where it still has this ETag (unconditionally without one); a missing row answers 404 without an exception.</summary>
    public Task<Response> DeleteEntityAsync(string partitionKey, string rowKey, ETag ifMatch = default, CancellationToken cancellationToken = default)
    {
        TableLimits.CheckKey(partitionKey, nameof(partitionKey));
        TableLimits.CheckKey(rowKey, nameof(rowKey));
        var message = _requests.Create(RequestMethod.Delete, _requests.Address.Row(Name, partitionKey, rowKey));
        message.Request.Headers.Add(HttpHeader.Names.IfMatch, IfMatch(ifMatch));
        return SendAsync(message, "DeleteEntity", r => r.Status == 404 && !StoragePipeline.Has(r, "TableNotFound"), cancellationToken);
    }

    /// <summary>The rows that match, in key order, page by page; without a filter all of them. Keys, ETag and timestamp come with every projection.</summary>
    public AsyncPageable<TableEntity> QueryAsync(string? filter = null, int? maxPerPage = null, IEnumerable<string>? select = null, CancellationToken cancellationToken = default)
    {
        TableFilter.Check(filter);
        TableLimits.CheckPageSize(maxPerPage);
        var names = select?.ToArray();
        return new Pages<TableEntity>((token, hint, ct) => QueryPageAsync(filter, hint ?? maxPerPage, names, token, ct), cancellationToken);
    }

    /// <summary>All or nothing: at most 100 actions on different rows of one partition. The answer holds one response, with its ETag, for each action.</summary>
    public async Task<Response<IReadOnlyList<Response>>> SubmitTransactionAsync(IEnumerable<TableTransactionAction> transactionActions, CancellationToken cancellationToken = default)
    {
        IReadOnlyList<TableTransactionAction> actions = [.. transactionActions];
        TableLimits.CheckTransaction(actions);
        var request = TransactionRequest.Write(actions, Name, _requests.Address);
        TableLimits.CheckTransactionSize(request.Body.Length);

        var message = _requests.Create(RequestMethod.Post, _requests.Address.Batch);
        message.Request.Headers.Add(HttpHeader.Names.ContentType, request.ContentType);
        message.Request.Content = RequestContent.Create(request.Body);
        try
        {
            var response = await SendAsync(message, "SubmitTransaction", null, cancellationToken);
            return Response.FromValue(TransactionAnswer.Read(response, actions.Count), response);
        }
        catch (RequestFailedException e) when (e is not TableTransactionFailedException)
        {
            var failed = new TableTransactionFailedException(e.Status, e.Message, e.ErrorCode, null, e);
            if (e.WasRetried()) RetriedRequests.Mark(failed);
            throw failed;
        }
    }

    private static string IfMatch(ETag etag) => etag == default ? "*" : etag.ToString("H");

    private static TableEntity Read(Response response)
    {
        using var json = JsonDocument.Parse(response.Content);
        var entity = TableEntityJson.Read(json.RootElement);
        if (entity.ETag == default && response.Headers.ETag is { } etag) entity.ETag = etag;
        return entity;
    }

    private Task<Response> GetAsync(string partitionKey, string rowKey, IEnumerable<string>? select, Func<Response, bool>? accepts, CancellationToken ct)
    {
        TableLimits.CheckKey(partitionKey, nameof(partitionKey));
        TableLimits.CheckKey(rowKey, nameof(rowKey));
        return SendAsync(_requests.Create(RequestMethod.Get, _requests.Address.Row(Name, partitionKey, rowKey, select)), "GetEntity", accepts, ct);
    }

    private Task<Response> WriteAsync(TableEntity entity, TableUpdateMode mode, ETag ifMatch, string operation, CancellationToken ct)
    {
        TableLimits.Check(entity);
        var method = mode == TableUpdateMode.Merge ? RequestMethod.Patch : RequestMethod.Put;
        var message = _requests.Create(method, _requests.Address.Row(Name, entity.PartitionKey, entity.RowKey), TableEntityJson.Write(entity));
        if (ifMatch != default) message.Request.Headers.Add(HttpHeader.Names.IfMatch, IfMatch(ifMatch));
        return SendAsync(message, operation, null, ct);
    }

    private async Task<Page<TableEntity>> QueryPageAsync(string? filter, int? top, string[]? select, string? token, CancellationToken ct)
    {
        TableLimits.CheckPageSize(top);
        var (partition, row) = ContinuationToken.Read(token);
        var message = _requests.Create(RequestMethod.Get, _requests.Address.Query(Name, filter, top, select, partition, row));
        var response = await SendAsync(message, "QueryEntities", null, ct);
        using var json = JsonDocument.Parse(response.Content);
        List<TableEntity> rows = [.. json.RootElement.GetProperty("value").EnumerateArray().Select(TableEntityJson.Read)];
        return Page<TableEntity>.FromValues(rows, ContinuationToken.Write(response), response);
    }

    private Task<Response> SendAsync(HttpMessage message, string operation, Func<Response, bool>? accepts, CancellationToken ct) =>
        _requests.SendAsync(message, operation, Name, accepts, ct);
}
