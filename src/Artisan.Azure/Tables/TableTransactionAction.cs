using Azure;

namespace Artisan.Azure.Tables;

/// <summary>What an action of a transaction does.</summary>
public enum TableTransactionActionType
{
    Add = 0,
    UpdateMerge = 1,
    UpdateReplace = 2,
    Delete = 3,
    UpsertMerge = 4,
    UpsertReplace = 5
}

/// <summary>One action of a transaction. Without an ETag an update or delete is unconditional, as with the official client.</summary>
public sealed class TableTransactionAction(TableTransactionActionType actionType, TableEntity entity, ETag etag = default)
{
    public TableTransactionActionType ActionType { get; } = actionType;
    public TableEntity Entity { get; } = entity;
    public ETag ETag { get; } = etag;
}
