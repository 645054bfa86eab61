using Artisan.Platform.Http;

namespace Artisan.Areas.Workspaces;

/// <summary>What workspaces refuse.</summary>
public static class WorkspacesFaults
{
    public static readonly Fault FreeLimit = new("workspaces.free_limit", 409, "One owner may have 3 Free workspaces; upgrade or delete one of them first.");

    /// <summary>Every fault of the area.</summary>
    public static IReadOnlyList<Fault> All { get; } = [FreeLimit];
}
