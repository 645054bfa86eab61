using System.Text;
using Azure;

namespace Artisan.Azure.Tables;

/// <summary>The multipart body of an entity-group transaction.</summary>
internal sealed record TransactionRequest(string ContentType, byte[] Body)
{
    // The boundaries can be fixed: JSON has its line breaks escaped, so no line of it can be one.
    private const string Batch = "batch_artisan";
    private const string Changes = "changeset_artisan";

    public static TransactionRequest Write(IReadOnlyList<TableTransactionAction> actions, string table, TableAddress address)
    {
        using var body = new MemoryStream();
        Text(body, $"--{Batch}\r\nContent-Type: multipart/mixed; boundary={Changes}\r\n\r\n");
        foreach (var action in actions)
        {
            Text(body, $"--{Changes}\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\n");
            Write(body, action, table, address);
        }
        Text(body, $"--{Changes}--\r\n\r\n--{Batch}--\r\n");
        return new($"multipart/mixed; boundary={Batch}", body.ToArray());
    }

    private static void Write(MemoryStream body, TableTransactionAction action, string table, TableAddress address)
    {
        var (method, conditional) = action.ActionType switch
        {
            TableTransactionActionType.Add => ("POST", false),
            TableTransactionActionType.UpdateMerge => ("PATCH", true),
            TableTransactionActionType.UpdateReplace => ("PUT", true),
            TableTransactionActionType.Delete => ("DELETE", true),
            TableTransactionActionType.UpsertMerge => ("PATCH", false),
            TableTransactionActionType.UpsertReplace => ("PUT", false),
            _ => throw new ArgumentOutOfRangeException(nameof(action))
        };
        var target = action.ActionType == TableTransactionActionType.Add ? address.Rows(table) : address.Row(table, action.Entity.PartitionKey, action.Entity.RowKey);
        Text(body, $"{method} {target.AbsoluteUri} HTTP/1.1\r\nAccept: application/json;odata=minimalmetadata\r\nDataServiceVersion: 3.0\r\n");
        if (conditional) Text(body, $"If-Match: {(action.ETag == default ? ETag.All : action.ETag).ToString("H")}\r\n");
        if (action.ActionType == TableTransactionActionType.Delete)
        {
            Text(body, "\r\n");
            return;
        }

        var json = TableEntityJson.Write(action.Entity);
        Text(body, $"Prefer: return-no-content\r\nContent-Type: application/json\r\nContent-Length: {json.Length}\r\n\r\n");
        body.Write(json);
        Text(body, "\r\n");
    }

    private static void Text(MemoryStream body, string text) => body.Write(Encoding.UTF8.GetBytes(text));
}
