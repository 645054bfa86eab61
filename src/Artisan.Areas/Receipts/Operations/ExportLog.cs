using Artisan.Areas.Workspaces.Contracts;

namespace Artisan.Areas.Receipts.Operations;

/// <summary>The receipt log in the workspace's export: the same file that verifies offline.</summary>
internal sealed class ExportLog(LogFile receipts) : IExportContributor
{
    public string Folder => "receipts";

    public Task WriteAsync(ExportArchive archive, string workspaceId, CancellationToken ct) => archive.FileAsync("receipts/receipts.json", file => receipts.WriteAsync(file, workspaceId, ct), ct);
}
