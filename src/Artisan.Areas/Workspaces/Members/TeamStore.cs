using Artisan.Areas.Workspaces.Storage;
using Artisan.Platform.Ids;

namespace Artisan.Areas.Workspaces.Members;

/// <summary>Reads what a decision about members is made from.</summary>
internal sealed class TeamStore(WorkspaceRows workspaces)
{
    /// <summary>The workspace and these users of it, read at once; null where there is no such workspace (any more), or a text that names no user.</summary>
    public async Task<Team?> ReadAsync(string workspaceId, IReadOnlyCollection<string> userIds, CancellationToken ct)
    {
        if (userIds.Any(u => !UlidIds.IsId(u, "usr"))) return null;
        var home = workspaces.Home(workspaceId);
        var workspace = workspaces.FindRowAsync(workspaceId, ct);
        var users = userIds.Distinct().ToList();
        var members = await Task.WhenAll(users.Select(u => home.FindAsync(WorkspaceKeys.Member(u), ct)));
        return await workspace is { } row ? new Team(workspaceId, home, row, users.Zip(members).ToDictionary()) : null;
    }
}
