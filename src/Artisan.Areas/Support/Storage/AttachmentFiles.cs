using Artisan.Areas.Support.Model;
using Artisan.Azure.Blobs;
using Artisan.Platform.Http;
using Artisan.Platform.Ids;
using Artisan.Platform.Storage;

namespace Artisan.Areas.Support.Storage;

/// <summary>A file whose kind was checked and that is still to be kept.</summary>
internal sealed record CheckedFile(string Name, string Type, BinaryData Content);

/// <summary>
/// The files that came with messages, each a blob under an id of ours. They are kept before the change that names them; where that comes to nothing they are
/// deleted again, and where nobody can tell they stay until the workspace is erased.
/// </summary>
internal sealed class AttachmentFiles(BlobServiceClient blobs, IIds ids)
{
    private readonly BlobContainerClient _files = blobs.GetBlobContainerClient(SupportKeys.Files);

    /// <summary>Keeps the files while <paramref name="commit"/> commits what names them.</summary>
    public async Task<Outcome<T>> WithAsync<T>(string workspaceId, IReadOnlyList<CheckedFile> files, Func<IReadOnlyList<Attachment>, Task<Outcome<T>>> commit, CancellationToken ct)
    {
        var kept = new List<Attachment>(files.Count);
        foreach (var file in files)
        {
            var attachment = new Attachment(ids.New(SupportKeys.AttachmentId), file.Name, file.Type, file.Content.ToMemory().Length);
            await UploadAsync(SupportKeys.File(workspaceId, attachment.Id), file, ct);
            kept.Add(attachment);
        }

        try
        {
            var outcome = await commit(kept);
            if (outcome.Fault is not null) await DropAsync(workspaceId, kept, ct);
            return outcome;
        }
        catch (Exception e) when (e is WriteConflictException or FaultException)
        {
            await DropAsync(workspaceId, kept, ct);
            throw;
        }
    }

    /// <summary>A file as it arrives; the caller disposes it.</summary>
    public async Task<BlobDownloadStreamingResult> OpenAsync(string workspaceId, string id, CancellationToken ct) =>
        (await _files.GetBlobClient(SupportKeys.File(workspaceId, id)).DownloadStreamingAsync(cancellationToken: ct)).Value;

    /// <summary>Deletes all files of a workspace.</summary>
    public async Task DestroyAsync(string workspaceId, CancellationToken ct)
    {
        try
        {
            await foreach (var file in _files.GetBlobsAsync(SupportKeys.WorkspaceFiles(workspaceId), ct)) await _files.GetBlobClient(file.Name).DeleteIfExistsAsync(cancellationToken: ct);
        }
        catch (global::Azure.RequestFailedException e) when (e is { Status: 404, ErrorCode: "ContainerNotFound" })
        {
            // Nothing was ever attached.
        }
    }

    private async Task DropAsync(string workspaceId, IEnumerable<Attachment> files, CancellationToken ct)
    {
        foreach (var file in files) await _files.GetBlobClient(SupportKeys.File(workspaceId, file.Id)).DeleteIfExistsAsync(cancellationToken: ct);
    }

    private async Task UploadAsync(string name, CheckedFile file, CancellationToken ct)
    {
        var options = new BlobUploadOptions { HttpHeaders = new BlobHttpHeaders { ContentType = "application/octet-stream", ContentDisposition = "attachment" } };
        try
        {
            await _files.GetBlobClient(name).UploadAsync(file.Content, options, ct);
        }
        catch (global::Azure.RequestFailedException e) when (e is { Status: 404, ErrorCode: "ContainerNotFound" })
        {
            await _files.CreateIfNotExistsAsync(ct);
            await _files.GetBlobClient(name).UploadAsync(file.Content, options, ct);
        }
    }
}
