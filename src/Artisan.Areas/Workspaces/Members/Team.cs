using Artisan.Areas.Workspaces.Contracts;
using Artisan.Areas.Workspaces.Storage;
using Artisan.Azure.Tables;
using Artisan.Platform.Http;
using Artisan.Platform.Storage;

namespace Artisan.Areas.Workspaces.Members;

/// <summary>
/// A workspace and those of its people that a decision is about, as they were read. Its change replaces everything that was read, whether altered
/// or not: where a role, a seat or the number of owners has changed meanwhile it is refused, and the decision is made anew.
/// </summary>
internal sealed class Team
{
    private readonly Partition _home;
    private readonly TableEntity _workspace;
    private readonly IReadOnlyDictionary<string, TableEntity?> _rows;
    private readonly Dictionary<string, Member> _members;

    public Team(string id, Partition home, TableEntity workspace, IReadOnlyDictionary<string, TableEntity?> rows)
    {
        (Id, _home, _workspace, _rows) = (id, home, workspace, rows);
        _members = rows.Where(r => r.Value is not null).ToDictionary(r => r.Key, r => MemberRow.From(r.Value!));
        Owners = workspace.GetInt32(WorkspaceRow.Owners)!.Value;
        Seats = workspace.GetInt32(WorkspaceRow.Seats)!.Value;
    }

    /// <summary>The workspace.</summary>
    public string Id { get; }

    /// <summary>What it decided about itself.</summary>
    public WorkspaceSettings Settings => WorkspaceRow.From(_workspace);

    /// <summary>How many owners it has, with what was decided here.</summary>
    public int Owners { get; private set; }

    /// <summary>How many members it has, with what was decided here.</summary>
    public int Seats { get; private set; }

    /// <summary>How many members its plan has room for.</summary>
    public int SeatLimit => _workspace.GetInt32(WorkspaceRow.SeatLimit)!.Value;

    /// <summary>Whether its plan is the Free one.</summary>
    public bool IsFree => WorkspaceRow.IsFree(_workspace);

    /// <summary>When it is erased, on the business clock; null where nobody asked for it.</summary>
    public DateTimeOffset? EraseAt
    {
        get => WorkspaceRow.EraseAt(_workspace);
        set => WorkspaceRow.SetEraseAt(_workspace, value);
    }

    /// <summary>Null where the workspace is still the one that the caller read.</summary>
    public Fault? Refuses(IfMatch match) => match.Refuses(_workspace);

    /// <summary>Makes it one that nobody enters any more, and that is destroyed at an instant of the business clock.</summary>
    public void Close(DateTimeOffset now, DateTimeOffset purgeAt) => WorkspaceRow.Close(_workspace, now, purgeAt);

    /// <summary>The member, among those that were read; null where the user is none.</summary>
    public Member? Find(string userId) => _members.GetValueOrDefault(userId);

    /// <summary>Makes somebody who was read a member, or another one than he was.</summary>
    public void Put(Member member)
    {
        var before = Find(member.UserId);
        Owners += Count(member.IsOwner) - Count(before?.IsOwner is true);
        Seats += Count(before is null);
        _members[member.UserId] = member;
    }

    /// <summary>Takes a member out.</summary>
    public void Remove(Member member)
    {
        Owners -= Count(member.IsOwner);
        Seats--;
        _members.Remove(member.UserId);
    }

    /// <summary>The change to what was decided; the gates of those whom it concerns follow from it.</summary>
    public Change Change()
    {
        _workspace[WorkspaceRow.Owners] = Owners;
        _workspace[WorkspaceRow.Seats] = Seats;
        var change = _home.Change().Replace(_workspace);
        foreach (var (userId, row) in _rows)
        {
            var (before, after) = (row is null ? null : MemberRow.From(row), Find(userId));
            if (after is not null) change.Save(MemberRow.Into(row ?? _home.Row(WorkspaceKeys.Member(userId)), after));
            else if (row is not null) change.Delete(row);
            if (before != after) change.Send(ProjectMemberships.SinkName, new MembershipChanged(Id, userId), WorkspacesJson.Default.MembershipChanged);
        }

        return change;
    }

    private static int Count(bool yes) => yes ? 1 : 0;
}
