using System.Globalization;
using System.Xml.Linq;
using Azure;
using Azure.Core;

namespace Artisan.Azure.Blobs;

/// <summary>One container: private, made where it is missing, listed by prefix.</summary>
public sealed class BlobContainerClient
{
    private readonly StorageRequests _requests;

    internal BlobContainerClient(string name, StorageRequests requests)
    {
        Name = StorageNames.Checked(name, "container");
        _requests = requests;
    }

    public string Name { get; }

    public BlobClient GetBlobClient(string blobName) => new(Name, blobName, _requests);

    /// <summary>Creates the container without public access; an existing one answers 409 without an exception.</summary>
    public Task<Response> CreateIfNotExistsAsync(CancellationToken cancellationToken = default) =>
        SendAsync(RequestMethod.Put, "CreateContainer", r => r.Status == 409 && StoragePipeline.Has(r, "ContainerAlreadyExists"), cancellationToken);

    /// <summary>Deletes the container with its blobs; false where there was none.</summary>
    public async Task<Response<bool>> DeleteIfExistsAsync(CancellationToken cancellationToken = default)
    {
        var response = await SendAsync(RequestMethod.Delete, "DeleteContainer", r => r.Status == 404, cancellationToken);
        return Response.FromValue(response.Status != 404, response);
    }

    /// <summary>The blobs whose names begin with the prefix, in the order of their names, page by page.</summary>
    public AsyncPageable<BlobItem> GetBlobsAsync(string? prefix = null, CancellationToken cancellationToken = default) =>
        _requests.List($"/{Name}?restype=container&comp=list{(prefix is null ? "" : $"&prefix={Uri.EscapeDataString(prefix)}")}", "ListBlobs", Name,
            xml => xml.Descendants("Blob").Select(Item), cancellationToken);

    private static BlobItem Item(XElement blob)
    {
        var properties = blob.Element("Properties");
        return new BlobItem(blob.Element("Name")!.Value, new BlobItemProperties(
            long.TryParse(properties?.Element("Content-Length")?.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var length) ? length : null,
            properties?.Element("Content-Type")?.Value,
            properties?.Element("Etag")?.Value is { Length: > 0 } etag ? new ETag(etag.Trim('"')) : null,
            Date(properties?.Element("Last-Modified")),
            Date(properties?.Element("Creation-Time"))));
    }

    private static DateTimeOffset? Date(XElement? element) => element is null ? null : DateTimeOffset.Parse(element.Value, CultureInfo.InvariantCulture);

    private Task<Response> SendAsync(RequestMethod method, string operation, Func<Response, bool> accepts, CancellationToken ct) =>
        _requests.SendAsync(_requests.Create(method, $"/{Name}?restype=container"), operation, Name, accepts, ct);
}
