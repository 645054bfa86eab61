using Artisan.Areas.Workspaces.Storage;
using Artisan.Azure.Blobs;
using Artisan.Azure.Tables;
using Artisan.Platform.Erasure;
using Artisan.Platform.Ids;
using Artisan.Platform.Storage;

namespace Artisan.Areas.Workspaces.Exports;

/// <summary>Exports and their files.</summary>
internal sealed class ExportStore(WorkspaceRows workspaces, BlobServiceClient blobs) : IWorkspaceLeftovers
{
    private readonly BlobContainerClient _files = blobs.GetBlobContainerClient(ExportKeys.Container);

    /// <summary>An export's row; null where there is none, or its time is over.</summary>
    public Task<TableEntity?> FindRowAsync(string workspaceId, string id, CancellationToken ct) =>
        UlidIds.IsId(id, ExportKeys.Prefix) ? workspaces.Home(workspaceId).FindAsync(ExportKeys.Row(id), ct) : Task.FromResult<TableEntity?>(null);

    /// <summary>The export of a workspace that is at work; null where none is.</summary>
    public async Task<ExportJob?> AtWorkAsync(string workspaceId, DateTimeOffset now, CancellationToken ct)
    {
        await foreach (var row in workspaces.Home(workspaceId).RangeAsync(ExportKeys.All, ct))
        {
            if (ExportJob.From(row) is var job && job.IsAtWork(now)) return job;
        }

        return null;
    }

    /// <summary>Changes what a job says about itself; nothing where it is gone, or <paramref name="next"/> answers null.</summary>
    public Task<ExportJob?> UpdateAsync(string workspaceId, string id, Func<ExportJob, ExportJob?> next, CancellationToken ct) => Retry.OnConflictAsync(
        async () =>
        {
            if (await FindRowAsync(workspaceId, id, ct) is not { } row || next(ExportJob.From(row)) is not { } job) return null;
            await workspaces.Home(workspaceId).Change().Replace(job.Into(row)).CommitAsync(ct);
            return job;
        },
        ct);

    /// <summary>Keeps a file, in place of one of an earlier try.</summary>
    public async Task UploadAsync(string workspaceId, string id, Stream file, CancellationToken ct)
    {
        var options = new BlobUploadOptions { HttpHeaders = new BlobHttpHeaders { ContentType = "application/zip" } };
        try
        {
            await _files.GetBlobClient(ExportKeys.File(workspaceId, id)).UploadAsync(file, options, ct);
        }
        catch (global::Azure.RequestFailedException e) when (e is { Status: 404, ErrorCode: "ContainerNotFound" })
        {
            await _files.CreateIfNotExistsAsync(ct);
            file.Position = 0;
            await _files.GetBlobClient(ExportKeys.File(workspaceId, id)).UploadAsync(file, options, ct);
        }
    }

    /// <summary>The file as it arrives; the caller disposes it.</summary>
    public async Task<BlobDownloadStreamingResult> OpenAsync(string workspaceId, string id, CancellationToken ct) =>
        (await _files.GetBlobClient(ExportKeys.File(workspaceId, id)).DownloadStreamingAsync(cancellationToken: ct)).Value;

    /// <summary>Whether a file may be kept: its export is there, and the workspace is not about to be destroyed.</summary>
    public async Task<bool> IsWantedAsync(string workspaceId, string id, CancellationToken ct) =>
        await workspaces.FindRowAsync(workspaceId, ct) is not null && await FindRowAsync(workspaceId, id, ct) is not null;

    /// <summary>Deletes the file of an export, if it is there.</summary>
    public async Task DeleteFileAsync(string workspaceId, string id, CancellationToken ct)
    {
        try
        {
            await _files.GetBlobClient(ExportKeys.File(workspaceId, id)).DeleteIfExistsAsync(cancellationToken: ct);
        }
        catch (global::Azure.RequestFailedException e) when (e is { Status: 404, ErrorCode: "ContainerNotFound" })
        {
            // Nothing was ever exported.
        }
    }

    /// <summary>Deletes an export and its file.</summary>
    public async Task DeleteAsync(string workspaceId, string id, CancellationToken ct)
    {
        await DeleteFileAsync(workspaceId, id, ct);
        if (await FindRowAsync(workspaceId, id, ct) is { } row) await workspaces.Home(workspaceId).Change().Delete(row).CommitAsync(ct);
    }

    public async Task DestroyAsync(string workspaceId, CancellationToken ct)
    {
        try
        {
            await foreach (var file in _files.GetBlobsAsync(ExportKeys.Files(workspaceId), ct)) await _files.GetBlobClient(file.Name).DeleteIfExistsAsync(cancellationToken: ct);
        }
        catch (global::Azure.RequestFailedException e) when (e is { Status: 404, ErrorCode: "ContainerNotFound" })
        {
            // Nothing was ever exported.
        }
    }
}
