namespace Artisan.Azure.Queues;

/// <summary>Options of the queue clients; add policies with AddPolicy.</summary>
public sealed class QueueClientOptions : StorageClientOptions
{
    /// <summary>How texts travel. Default Base64; None gives and takes them exactly as they are on the wire.</summary>
    public QueueMessageEncoding MessageEncoding { get; set; } = QueueMessageEncoding.Base64;
}
