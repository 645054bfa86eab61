using System.Text.Json;
using Artisan.Areas.Workspaces.Contracts;
using Artisan.Platform.Functions;

namespace Artisan.Areas.Workspaces.Exports;

/// <summary>What an export holds, and how many lines each file has, so that one can see that it is whole.</summary>
internal sealed record ExportManifest(int Format, string WorkspaceId, string ExportId, DateTimeOffset CreatedAt, IReadOnlyList<string> Folders, IReadOnlyDictionary<string, long> Lines);

/// <summary>
/// Makes the file of an export: every area in turn into one archive on the disk, then into storage. A message that comes again begins anew and replaces
/// what was there; where four tries came to nothing, the export has failed. A workspace that is being destroyed keeps no file, however late it is finished.
/// </summary>
internal sealed class RunExport(ExportStore exports, IEnumerable<IExportContributor> contributors) : IQueueHandler<ExportRequested>
{
    /// <summary>The queue function.</summary>
    public const string Queue = "export";

    private const int Format = 1;
    private const int MostAttempts = 4;

    public async Task HandleAsync(QueueMessage<ExportRequested> message, CancellationToken ct)
    {
        var (workspaceId, id) = message.Body;
        if (await RemoveUnwantedAsync(workspaceId, id, ct)) return;
        var begun = await exports.UpdateAsync(workspaceId, id, job => job.State is ExportState.Done or ExportState.Failed ? null : Begin(job), ct);
        if (begun is not { State: ExportState.Running }) return;

        var path = Path.Combine(Path.GetTempPath(), $"{id}-{Path.GetRandomFileName()}");
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var file = new FileStream(path, options);
        await using var _ = file.ConfigureAwait(false);
        await WriteAsync(file, workspaceId, begun, ct);
        file.Position = 0;
        await exports.UploadAsync(workspaceId, id, file, ct);
        // Looked at after the file is there: a destruction that came before has not found it, one that comes later will.
        if (await RemoveUnwantedAsync(workspaceId, id, ct)) return;
        await exports.UpdateAsync(workspaceId, id, job => job with { State = ExportState.Done, Step = job.Steps, Bytes = file.Length }, ct);
    }

    private async Task<bool> RemoveUnwantedAsync(string workspaceId, string id, CancellationToken ct)
    {
        if (await exports.IsWantedAsync(workspaceId, id, ct)) return false;
        await exports.DeleteFileAsync(workspaceId, id, ct);
        return true;
    }

    private static ExportJob Begin(ExportJob job) => job.Attempts >= MostAttempts
        ? job with { State = ExportState.Failed }
        : job with { State = ExportState.Running, Step = 0, Attempts = job.Attempts + 1 };

    private async Task WriteAsync(Stream file, string workspaceId, ExportJob begun, CancellationToken ct)
    {
        var archive = await ExportArchive.CreateAsync(file, ct);
        await using var _ = archive.ConfigureAwait(false);
        var folders = contributors.OrderBy(c => c.Folder, StringComparer.Ordinal).ToList();
        foreach (var (contributor, step) in folders.Select((c, i) => (c, i + 1)))
        {
            await contributor.WriteAsync(archive, workspaceId, ct);
            await exports.UpdateAsync(workspaceId, begun.Id, job => job with { Step = step }, ct);
        }

        var manifest = new ExportManifest(Format, workspaceId, begun.Id, begun.CreatedAt, [.. folders.Select(f => f.Folder)], archive.Lines);
        await archive.FileAsync("manifest.json", target => JsonSerializer.SerializeAsync(target, manifest, WorkspacesJson.Default.ExportManifest, ct), ct);
    }
}
