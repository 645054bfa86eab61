namespace Artisan.Areas.Workspaces.Contracts;

/// <summary>What an area puts into the export of a workspace: all that it holds about the workspace and its people, in words that a stranger can read, and no secrets.</summary>
public interface IExportContributor
{
    /// <summary>The folder of the archive.</summary>
    string Folder { get; }

    /// <summary>Writes it, row by row as it is read: a workspace may hold millions.</summary>
    Task WriteAsync(ExportArchive archive, string workspaceId, CancellationToken ct);
}
