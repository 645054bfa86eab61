using System.Text.Json;
using Artisan.Areas.Identity.Contracts;
using Artisan.Areas.Workspaces.Storage;
using Artisan.Platform.Messaging;

namespace Artisan.Areas.Workspaces.Members;

/// <summary>Somebody whose gate and list may not be what the workspace says of him.</summary>
internal sealed record MembershipChanged(string WorkspaceId, string UserId);

/// <summary>Brings gates and lists of users to what the workspace's rows say, whatever order the messages come in.</summary>
internal sealed class ProjectMemberships(WorkspaceRows workspaces, IMemberships memberships) : IOutboxSink
{
    public const string SinkName = "workspace-membership";

    public string Name => SinkName;

    public Task DeliverAsync(IReadOnlyList<OutboxMessage> messages, CancellationToken ct) =>
        Task.WhenAll(messages.Select(m => JsonSerializer.Deserialize(m.Body, WorkspacesJson.Default.MembershipChanged)!).Distinct().Select(m => RunAsync(m.WorkspaceId, m.UserId, ct)));

    /// <summary>Brings one user's gate and list to the truth.</summary>
    public Task RunAsync(string workspaceId, string userId, CancellationToken ct) => memberships.FollowAsync(userId, workspaceId, token => ReadAsync(workspaceId, userId, token), ct);

    private async Task<MemberState?> ReadAsync(string workspaceId, string userId, CancellationToken ct)
    {
        var (workspace, member) = (workspaces.FindRowAsync(workspaceId, ct), workspaces.Home(workspaceId).FindAsync(WorkspaceKeys.Member(userId), ct));
        if (await workspace is not { } row || await member is not { } found) return null;
        var (who, settings) = (MemberRow.From(found), WorkspaceRow.From(row));
        return new MemberState(settings.Name, who.Role, who.Hats, OwnsFree: who.IsOwner && WorkspaceRow.IsFree(row));
    }
}
