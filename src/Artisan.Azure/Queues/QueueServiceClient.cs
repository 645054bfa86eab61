using Azure;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Artisan.Azure.Queues;

/// <summary>The queues of a storage account, by shared key or by managed identity.</summary>
public sealed class QueueServiceClient
{
    private readonly StorageRequests _requests;
    private readonly QueueMessageEncoding _encoding;

    public QueueServiceClient(Uri serviceUri, StorageSharedKeyCredential credential, QueueClientOptions? options = null)
        : this(serviceUri, new StorageSharedKeyPolicy(credential, TimeProvider.System), options)
    {
    }

    public QueueServiceClient(Uri serviceUri, TokenCredential credential, QueueClientOptions? options = null)
        : this(serviceUri, BearerTokenPolicy.For(credential), options)
    {
    }

    private QueueServiceClient(Uri serviceUri, HttpPipelinePolicy authentication, QueueClientOptions? options)
    {
        options ??= new QueueClientOptions();
        _encoding = options.MessageEncoding;
        _requests = new StorageRequests(serviceUri, new StoragePipeline(StorageKind.Queues, options, authentication));
    }

    public Uri Uri => _requests.Endpoint;

    public QueueClient GetQueueClient(string queueName) => new(queueName, _requests, _encoding);

    /// <summary>All queues of the account whose names begin with the prefix.</summary>
    public AsyncPageable<QueueItem> GetQueuesAsync(string? prefix = null, CancellationToken cancellationToken = default) =>
        _requests.List($"/?comp=list{(prefix is null ? "" : $"&prefix={System.Uri.EscapeDataString(prefix)}")}", "ListQueues", "queues",
            xml => xml.Descendants("Queue").Select(q => new QueueItem(q.Element("Name")!.Value)), cancellationToken);
}
