using Artisan.Areas.Identity.Contracts;
using Artisan.Areas.Workspaces.Contracts;
using Artisan.Areas.Workspaces.Storage;
using Artisan.Platform.Access;

namespace Artisan.Areas.Workspaces.Members;

/// <summary>Members, as other areas ask for them.</summary>
internal sealed class MembersContract(WorkspaceRows workspaces, TeamStore teams, RemoveMember remove, IMemberships memberships) : IMembers
{
    public async Task<IReadOnlyList<MemberAddress>> OwnersAsync(string workspaceId, CancellationToken ct)
    {
        var owners = new List<MemberAddress>();
        await foreach (var row in workspaces.Home(workspaceId).RangeAsync(WorkspaceKeys.Members, ct))
        {
            if (MemberRow.From(row) is { IsOwner: true } owner) owners.Add(new MemberAddress(owner.UserId, owner.Name, owner.Email));
        }

        return owners;
    }

    public async Task<IReadOnlyDictionary<string, string>> NamesAsync(string workspaceId, CancellationToken ct)
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        await foreach (var row in workspaces.Home(workspaceId).RangeAsync(WorkspaceKeys.Members, ct)) names[WorkspaceKeys.UserOf(row.RowKey)] = MemberRow.From(row).Name;
        return names;
    }

    public async Task<IReadOnlyList<string>> LeaveAllAsync(string userId, string ip, CancellationToken ct)
    {
        var all = await memberships.ListAsync(userId, ct);
        var kept = new List<string>();
        foreach (var membership in all.Where(m => m.Role is Role.Owner))
        {
            if (await teams.ReadAsync(membership.WorkspaceId, [userId], ct) is { Owners: 1 } team && team.Find(userId) is { IsOwner: true }) kept.Add(membership.Name);
        }

        if (kept.Count > 0) return kept;
        foreach (var membership in all)
        {
            // Another owner may have gone this moment.
            if ((await remove.LeaveAsync(membership.WorkspaceId, userId, ip, ct)).Fault == WorkspacesFaults.LastOwner) kept.Add(membership.Name);
        }

        return kept;
    }
}
