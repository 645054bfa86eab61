using Azure;

namespace Artisan.Azure.Blobs;

/// <summary>A container of the account.</summary>
public sealed record BlobContainerItem(string Name);

/// <summary>A blob of a list.</summary>
public sealed record BlobItem(string Name, BlobItemProperties Properties);

/// <summary>What a list says of a blob.</summary>
public sealed record BlobItemProperties(long? ContentLength, string? ContentType, ETag? ETag, DateTimeOffset? LastModified, DateTimeOffset? CreatedOn);

/// <summary>What a blob says of itself.</summary>
public sealed record BlobProperties(long ContentLength, string? ContentType, ETag ETag, DateTimeOffset LastModified, IReadOnlyDictionary<string, string> Metadata);

/// <summary>What was written.</summary>
public sealed record BlobContentInfo(ETag ETag, DateTimeOffset LastModified);

/// <summary>A blob's content in memory.</summary>
public sealed record BlobDownloadResult(BinaryData Content, BlobProperties Details);

/// <summary>A blob's content as it arrives; disposing it closes the connection.</summary>
public sealed class BlobDownloadStreamingResult(Stream content, BlobProperties details) : IDisposable
{
    public Stream Content { get; } = content;
    public BlobProperties Details { get; } = details;

    public void Dispose() => Content.Dispose();
}

/// <summary>When a request may take effect; IfNoneMatch = ETag.All means: only where there is no such blob.</summary>
public sealed record BlobRequestConditions
{
    public ETag? IfMatch { get; init; }
    public ETag? IfNoneMatch { get; init; }

    /// <summary>Only where there is no such blob yet.</summary>
    public static BlobRequestConditions NotExists { get; } = new() { IfNoneMatch = ETag.All };
}

/// <summary>Headers that a blob is served with.</summary>
public sealed record BlobHttpHeaders
{
    public string? ContentType { get; init; }
    public string? ContentDisposition { get; init; }
    public string? CacheControl { get; init; }
}

/// <summary>How to write a blob.</summary>
public sealed record BlobUploadOptions
{
    public BlobRequestConditions? Conditions { get; init; }
    public BlobHttpHeaders? HttpHeaders { get; init; }

    /// <summary>Small named values kept with the blob; names are identifiers, values are ASCII.</summary>
    public IReadOnlyDictionary<string, string>? Metadata { get; init; }
}
