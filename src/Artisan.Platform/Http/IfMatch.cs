using Artisan.Azure.Tables;
using Microsoft.AspNetCore.Http;

namespace Artisan.Platform.Http;

/// <summary>
/// The If-Match header of an update. A record's ETag names the write that made it, so it changes with every write and tells nothing else.
/// </summary>
public sealed class IfMatch
{
    private readonly string? _header;

    private IfMatch(string? header) => _header = header;

    /// <summary>Binds from the header.</summary>
    public static ValueTask<IfMatch> BindAsync(HttpContext context) => ValueTask.FromResult(new IfMatch(context.Request.Headers.IfMatch.FirstOrDefault()));

    /// <summary>The ETag of a stored row, as clients see it.</summary>
    public static string Of(TableEntity row) => $"\"{row.GetString(Storage.Change.WriteId)}\"";

    /// <summary>The version that the caller read; null where he does not say, or takes any.</summary>
    public string? Version => _header is "*" ? null : _header;

    /// <summary>Null where the row is the one that the caller read; otherwise why not.</summary>
    public Fault? Refuses(TableEntity row) => _header is null ? Faults.IfMatchRequired : Disagrees(Of(row));

    /// <summary>Null where the row is the one that the caller read, or where he does not say; for calls that are safe by what they name.</summary>
    public Fault? Disagrees(TableEntity row) => Disagrees(Of(row));

    /// <summary>Null where the ETag is the one that the caller read, or where he does not say; for what is put together from several rows.</summary>
    public Fault? Disagrees(string etag) =>
        _header is null or "*" || _header.Split(',', StringSplitOptions.TrimEntries).Contains(etag, StringComparer.Ordinal) ? null : Faults.Changed;
}
