namespace Artisan.Areas.Workspaces.Contracts;

/// <summary>What an area ends when a workspace is deleted, although its data is kept for a while: whatever goes on by itself, and above all what costs money.</summary>
public interface IWorkspaceClosing
{
    /// <summary>Ends it; where that fails it is asked again. Safe to run again.</summary>
    Task CloseAsync(string workspaceId, CancellationToken ct);
}
