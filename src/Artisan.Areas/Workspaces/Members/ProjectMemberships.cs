using System.Text.Json;
using Artisan.Areas.Identity.Contracts;
using Artisan.Areas.Workspaces.Contracts;
using Artisan.Areas.Workspaces.Storage;
using Artisan.Platform.Audit;
using Artisan.Platform.Events;
using Artisan.Platform.Messaging;
using Artisan.Platform.Storage;
using Microsoft.Extensions.Logging;

namespace Artisan.Areas.Workspaces.Members;

/// <summary>Somebody whose gate and list may not be what the workspace says of him.</summary>
internal sealed record MembershipChanged(string WorkspaceId, string UserId);

/// <summary>Brings gates and lists of users to what the workspace's rows say, whatever order the messages come in.</summary>
internal sealed class ProjectMemberships(WorkspaceRows workspaces, TeamStore teams, IMemberships memberships, ILogger<ProjectMemberships> log) : IOutboxSink
{
    public const string SinkName = "workspace-membership";

    public string Name => SinkName;

    public Task DeliverAsync(IReadOnlyList<OutboxMessage> messages, CancellationToken ct) =>
        Task.WhenAll(messages.Select(m => JsonSerializer.Deserialize(m.Body, WorkspacesJson.Default.MembershipChanged)!).Distinct().Select(m => RunAsync(m.WorkspaceId, m.UserId, ct)));

    /// <summary>Brings one user's gate and list to the truth. Who erased his account while he joined is taken out again: a member is always somebody.</summary>
    public async Task RunAsync(string workspaceId, string userId, CancellationToken ct)
    {
        if (!await memberships.FollowAsync(userId, workspaceId, token => ReadAsync(workspaceId, userId, token), ct)) await Retry.OnConflictAsync(() => TakeOutAsync(workspaceId, userId, ct), ct);
    }

    private async Task<bool> TakeOutAsync(string workspaceId, string userId, CancellationToken ct)
    {
        if (await teams.ReadAsync(workspaceId, [userId], ct) is not { } team || team.Find(userId) is not { } member) return false;
        team.Remove(member);
        if (team.Owners == 0)
        {
            log.LogError("The last owner of {Workspace} has erased his account: a person has to look.", workspaceId);
            return false;
        }

        await team.Change().AuditSystem(workspaceId, SinkName, "workspace.member_left", "user", userId, before: member.Standing())
            .Announce(WorkspaceEvents.Removed, workspaceId, userId, MemberResponse.Of(member)).CommitAsync(ct);
        return true;
    }

    private async Task<MemberState?> ReadAsync(string workspaceId, string userId, CancellationToken ct)
    {
        var (workspace, member) = (workspaces.FindRowAsync(workspaceId, ct), workspaces.Home(workspaceId).FindAsync(WorkspaceKeys.Member(userId), ct));
        if (await workspace is not { } row || await member is not { } found) return null;
        var (who, settings) = (MemberRow.From(found), WorkspaceRow.From(row));
        return new MemberState(settings.Name, who.Role, who.Hats, OwnsFree: who.IsOwner && WorkspaceRow.IsFree(row), SecondFactor: WorkspaceRow.NeedsSecondFactor(row));
    }
}
