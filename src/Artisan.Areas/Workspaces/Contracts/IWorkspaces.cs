namespace Artisan.Areas.Workspaces.Contracts;

/// <summary>What a workspace decided about itself and other areas go by.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="TimeZone">IANA name of the zone that its days are counted in.</param>
/// <param name="Currency">ISO 4217 code of the currency it is billed in.</param>
public sealed record WorkspaceSettings(string Name, string TimeZone, string Currency);

/// <summary>Tells other areas about workspaces.</summary>
public interface IWorkspaces
{
    /// <summary>A workspace's settings, at most 30 seconds old; null where there is no such workspace.</summary>
    ValueTask<WorkspaceSettings?> FindAsync(string workspaceId, CancellationToken ct);
}
