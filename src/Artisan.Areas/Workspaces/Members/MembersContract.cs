using Artisan.Areas.Identity.Contracts;
using Artisan.Areas.Workspaces.Contracts;
using Artisan.Areas.Workspaces.Storage;
using Artisan.Platform.Access;
using Artisan.Platform.Ids;

namespace Artisan.Areas.Workspaces.Members;

/// <summary>Members, as other areas ask for them.</summary>
internal sealed class MembersContract(WorkspaceRows workspaces, TeamStore teams, RemoveMember remove, IMemberships memberships) : IMembers
{
    public async Task<IReadOnlyList<MemberAddress>> OwnersAsync(string workspaceId, CancellationToken ct) =>
        [.. (await ReadAsync(workspaceId, ct)).Where(m => m.IsOwner).Select(m => new MemberAddress(m.UserId, m.Name, m.Email))];

    public async Task<MemberWithHats?> FindAsync(string workspaceId, string userId, CancellationToken ct) =>
        UlidIds.IsId(userId, "usr") && await workspaces.Home(workspaceId).FindAsync(WorkspaceKeys.Member(userId), ct) is { } row ? WithHats(MemberRow.From(row)) : null;

    public async Task<IReadOnlyList<MemberWithHats>> ListAsync(string workspaceId, CancellationToken ct) => [.. (await ReadAsync(workspaceId, ct)).Select(WithHats)];

    public async Task<IReadOnlyDictionary<string, string>> NamesAsync(string workspaceId, CancellationToken ct) =>
        (await ReadAsync(workspaceId, ct)).ToDictionary(m => m.UserId, m => m.Name, StringComparer.Ordinal);

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

    private static MemberWithHats WithHats(Member member) => new(member.UserId, member.Name, member.Email, member.Role, member.Wears);

    private async Task<List<Member>> ReadAsync(string workspaceId, CancellationToken ct)
    {
        var members = new List<Member>();
        await foreach (var row in workspaces.Home(workspaceId).RangeAsync(WorkspaceKeys.Members, ct)) members.Add(MemberRow.From(row));
        return members;
    }
}
