namespace Artisan.Platform.Erasure;

/// <summary>What an area keeps of a workspace outside the workspace's own partitions: blobs, directories, entries in lists of others.</summary>
public interface IWorkspaceLeftovers
{
    /// <summary>Destroys it, before the workspace's rows go; safe to run again.</summary>
    Task DestroyAsync(string workspaceId, CancellationToken ct);
}
