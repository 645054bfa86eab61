namespace Artisan.Azure.Queues;

/// <summary>Options of the queue clients; add policies with AddPolicy.</summary>
public sealed class QueueClientOptions : StorageClientOptions;
