using System.Globalization;
using Azure;
using Azure.Core;

namespace Artisan.Azure.Blobs;

/// <summary>One block blob: written whole, read whole or as a stream, changed and deleted under conditions.</summary>
public sealed class BlobClient
{
    private const int MaxNameLength = 1024;
    private const string MetadataPrefix = "x-ms-meta-";
    private readonly StorageRequests _requests;
    private readonly string _path;

    internal BlobClient(string container, string name, StorageRequests requests)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (name.Length is 0 or > MaxNameLength) throw new ArgumentException($"The name of a blob has 1 to {MaxNameLength} characters.", nameof(name));
        if (name.Split('/').Any(segment => segment is "." or "..") || name.EndsWith('.') || name.EndsWith('/') || name.Any(c => c == '\\' || char.IsControl(c)))
            throw new ArgumentException("The name of a blob has no \\, no control characters, no . or .. as a segment and does not end with a dot or slash.", nameof(name));
        (BlobContainerName, Name, _requests) = (container, name, requests);
        _path = $"/{container}/{string.Join('/', name.Split('/').Select(Uri.EscapeDataString))}";
    }

    public string BlobContainerName { get; }
    public string Name { get; }

    /// <summary>Writes the blob; without overwrite an existing one answers 409 BlobAlreadyExists.</summary>
    public Task<Response<BlobContentInfo>> UploadAsync(BinaryData content, bool overwrite = false, CancellationToken cancellationToken = default) =>
        UploadAsync(content, new BlobUploadOptions { Conditions = overwrite ? null : BlobRequestConditions.NotExists }, cancellationToken);

    /// <summary>Writes the blob whole; where a condition does not hold it throws 409 BlobAlreadyExists or 412 ConditionNotMet.</summary>
    public Task<Response<BlobContentInfo>> UploadAsync(BinaryData content, BlobUploadOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(content);
        return UploadAsync(RequestContent.Create(content), content.ToMemory().Length, options, cancellationToken);
    }

    /// <summary>Writes the blob from a stream that can seek, so that a retry can begin anew.</summary>
    public Task<Response<BlobContentInfo>> UploadAsync(Stream content, BlobUploadOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(content);
        if (!content.CanSeek) throw new ArgumentException("The stream must be able to seek, or a retry could not begin anew.", nameof(content));
        return UploadAsync(RequestContent.Create(content), content.Length - content.Position, options, cancellationToken);
    }

    /// <summary>Reads the blob into memory; 404 BlobNotFound where there is none.</summary>
    public async Task<Response<BlobDownloadResult>> DownloadContentAsync(BlobRequestConditions? conditions = null, CancellationToken cancellationToken = default)
    {
        var response = await SendAsync(Create(RequestMethod.Get, conditions), "DownloadBlob", null, cancellationToken);
        return Response.FromValue(new BlobDownloadResult(response.Content, Properties(response)), response);
    }

    /// <summary>Reads the blob as a stream, without holding it in memory; the caller disposes the result.</summary>
    public async Task<Response<BlobDownloadStreamingResult>> DownloadStreamingAsync(BlobRequestConditions? conditions = null, CancellationToken cancellationToken = default)
    {
        var message = Create(RequestMethod.Get, conditions);
        message.BufferResponse = false;
        var response = await SendAsync(message, "DownloadBlob", null, cancellationToken);
        var stream = message.ExtractResponseContent() ?? Stream.Null;
        return Response.FromValue(new BlobDownloadStreamingResult(stream, Properties(response)), response);
    }

    public async Task<Response<bool>> ExistsAsync(CancellationToken cancellationToken = default)
    {
        var response = await SendAsync(Create(RequestMethod.Head), "GetBlobProperties", IsMissing, cancellationToken);
        return Response.FromValue(response.Status != 404, response);
    }

    /// <summary>Length, type, ETag and metadata; 404 where there is no such blob.</summary>
    public async Task<Response<BlobProperties>> GetPropertiesAsync(CancellationToken cancellationToken = default)
    {
        var response = await SendAsync(Create(RequestMethod.Head), "GetBlobProperties", null, cancellationToken);
        return Response.FromValue(Properties(response), response);
    }

    /// <summary>Deletes the blob under conditions; false where there was none.</summary>
    public async Task<Response<bool>> DeleteIfExistsAsync(BlobRequestConditions? conditions = null, CancellationToken cancellationToken = default)
    {
        var response = await SendAsync(Create(RequestMethod.Delete, conditions), "DeleteBlob", IsMissing, cancellationToken);
        return Response.FromValue(response.Status != 404, response);
    }

    private static bool IsMissing(Response response) => response.Status == 404;

    private static BlobProperties Properties(Response response)
    {
        var headers = response.Headers;
        headers.TryGetValue("Last-Modified", out var modified);
        var metadata = headers.Where(h => h.Name.StartsWith(MetadataPrefix, StringComparison.OrdinalIgnoreCase)).ToDictionary(h => h.Name[MetadataPrefix.Length..], h => h.Value, StringComparer.OrdinalIgnoreCase);
        return new BlobProperties(headers.ContentLengthLong ?? 0, headers.ContentType, headers.ETag ?? default, DateTimeOffset.Parse(modified!, CultureInfo.InvariantCulture), metadata);
    }

    private async Task<Response<BlobContentInfo>> UploadAsync(RequestContent content, long length, BlobUploadOptions options, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(options);
        var message = Create(RequestMethod.Put, options.Conditions);
        var headers = message.Request.Headers;
        headers.Add("x-ms-blob-type", "BlockBlob");
        headers.Add(HttpHeader.Names.ContentType, options.HttpHeaders?.ContentType ?? "application/octet-stream");
        if (options.HttpHeaders?.ContentDisposition is { } disposition) headers.Add("x-ms-blob-content-disposition", disposition);
        if (options.HttpHeaders?.CacheControl is { } cache) headers.Add("x-ms-blob-cache-control", cache);
        foreach (var (name, value) in options.Metadata ?? new Dictionary<string, string>()) headers.Add(MetadataPrefix + name, value);
        message.Request.Content = content;

        var response = await SendAsync(message, "UploadBlob", null, ct, TimeSpan.FromSeconds(length >> 20));
        response.Headers.TryGetValue("Last-Modified", out var modified);
        return Response.FromValue(new BlobContentInfo(response.Headers.ETag ?? default, DateTimeOffset.Parse(modified!, CultureInfo.InvariantCulture)), response);
    }

    private HttpMessage Create(RequestMethod method, BlobRequestConditions? conditions = null)
    {
        var message = _requests.Create(method, _path);
        if (conditions?.IfMatch is { } match) message.Request.Headers.Add(HttpHeader.Names.IfMatch, match.ToString("H"));
        if (conditions?.IfNoneMatch is { } none) message.Request.Headers.Add(HttpHeader.Names.IfNoneMatch, none.ToString("H"));
        return message;
    }

    private Task<Response> SendAsync(HttpMessage message, string operation, Func<Response, bool>? accepts, CancellationToken ct, TimeSpan more = default) =>
        _requests.SendAsync(message, operation, BlobContainerName, accepts, ct, more);
}
