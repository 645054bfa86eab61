using Artisan.Areas.Workspaces.Contracts;
using Artisan.Platform.Access;
using Artisan.Platform.Http;
using Microsoft.AspNetCore.Http;

namespace Artisan.Areas.Workspaces.Exports;

/// <summary>Where an export stands; <c>?format=zip</c> answers the file, as long as it is there, and records who took it.</summary>
internal sealed class GetExport(ExportStore exports, IMassExports taken)
{
    public async Task<IResult> RunAsync(string id, string jobId, string? format, Caller caller, CancellationToken ct)
    {
        if (id != caller.WorkspaceId || await exports.FindRowAsync(id, jobId, ct) is not { } row) return (Outcome<ExportResponse>)Faults.NotFound;
        var job = ExportJob.From(row);
        if (format != "zip") return (Outcome<ExportResponse>)ExportResponse.Of(job);
        if (job.State is not ExportState.Done) return (Outcome<ExportResponse>)WorkspacesFaults.ExportNotReady;

        await taken.RecordAsync(caller, "workspace.export_downloaded", "export", jobId, ct);
        var file = await exports.OpenAsync(id, jobId, ct);
        return Results.Stream(file.Content, "application/zip", $"{id}.zip");
    }
}
