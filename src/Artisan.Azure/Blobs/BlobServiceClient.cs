using Azure;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Artisan.Azure.Blobs;

/// <summary>The blobs of a storage account, by shared key or by managed identity.</summary>
public sealed class BlobServiceClient
{
    private readonly StorageRequests _requests;

    public BlobServiceClient(Uri serviceUri, StorageSharedKeyCredential credential, BlobClientOptions? options = null)
        : this(serviceUri, new StorageSharedKeyPolicy(credential, TimeProvider.System), options)
    {
    }

    public BlobServiceClient(Uri serviceUri, TokenCredential credential, BlobClientOptions? options = null)
        : this(serviceUri, BearerTokenPolicy.For(credential), options)
    {
    }

    private BlobServiceClient(Uri serviceUri, HttpPipelinePolicy authentication, BlobClientOptions? options) =>
        _requests = new StorageRequests(serviceUri, new StoragePipeline(StorageKind.Blobs, options ?? new BlobClientOptions(), authentication));

    public Uri Uri => _requests.Endpoint;

    public BlobContainerClient GetBlobContainerClient(string blobContainerName) => new(blobContainerName, _requests);

    /// <summary>All containers of the account whose names begin with the prefix.</summary>
    public AsyncPageable<BlobContainerItem> GetBlobContainersAsync(string? prefix = null, CancellationToken cancellationToken = default) =>
        _requests.List($"/?comp=list{(prefix is null ? "" : $"&prefix={System.Uri.EscapeDataString(prefix)}")}", "ListContainers", "containers",
            xml => xml.Descendants("Container").Select(c => new BlobContainerItem(c.Element("Name")!.Value)), cancellationToken);
}
