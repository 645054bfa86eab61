using Azure;

namespace Artisan.Azure.Tables;

/// <summary>A transaction that changed nothing; names the first action that failed, where the service says so.</summary>
public sealed class TableTransactionFailedException : RequestFailedException
{
    internal TableTransactionFailedException(int status, string message, string? errorCode, int? failedIndex, Exception? inner = null)
        : base(status, message, errorCode, inner) => FailedTransactionActionIndex = failedIndex;

    /// <summary>The position of the failed action in the submitted list.</summary>
    public int? FailedTransactionActionIndex { get; }
}
