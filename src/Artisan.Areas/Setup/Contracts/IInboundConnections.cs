using Artisan.Platform.Ids;

namespace Artisan.Areas.Setup.Contracts;

/// <summary>The sources of workspaces that send to Artisan on their own.</summary>
public interface IInboundConnections
{
    /// <summary>A workspace's source of this kind; null where it has none, or none that may send.</summary>
    Task<InboundConnection?> FindAsync(string workspaceId, string kind, CancellationToken ct);

    /// <summary>Has the source read within a minute, where it is one that is read and nothing keeps it from that. Asking often is asking once.</summary>
    Task ReadSoonAsync(string workspaceId, string kind, CancellationToken ct);
}

/// <summary>A source that may send.</summary>
/// <param name="Secret">What its messages are verified with.</param>
/// <param name="PointsSource">The name under which its points are kept; null before the workspace has chosen one.</param>
public sealed record InboundConnection(string Secret, string? PointsSource)
{
    private const string Prefix = "con";

    /// <summary>The id of a workspace's connection, which stands in the address that its source sends to.</summary>
    public static string IdOf(string workspaceId) => $"{Prefix}_{workspaceId["ws_".Length..]}";

    /// <summary>The workspace that a connection's id names; null where it is none.</summary>
    public static string? WorkspaceOf(string connectionId) => UlidIds.IsId(connectionId, Prefix) ? $"ws_{connectionId[(Prefix.Length + 1)..]}" : null;

    // The secret stays out of logs.
    public override string ToString() => "connection";
}
