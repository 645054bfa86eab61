using System.Text.Json;
using Artisan.Areas.Workspaces.Storage;
using Artisan.Platform.Messaging;

namespace Artisan.Areas.Workspaces.Members;

/// <summary>A workspace whose members' gates and lists may hold an older name, or an older rule about second factors, than it does.</summary>
internal sealed record SettingsChanged(string WorkspaceId);

/// <summary>
/// Brings what a workspace decided about itself to all of its members. Each is brought to what the workspace says at that moment, not to what the message
/// was about, so messages that overtake each other end in the truth.
/// </summary>
internal sealed class FollowSettings(WorkspaceRows workspaces, ProjectMemberships memberships) : IOutboxSink
{
    public const string SinkName = "workspace-settings";
    private const int AtOnce = 16;

    public string Name => SinkName;

    public async Task DeliverAsync(IReadOnlyList<OutboxMessage> messages, CancellationToken ct)
    {
        foreach (var id in messages.Select(m => JsonSerializer.Deserialize(m.Body, WorkspacesJson.Default.SettingsChanged)!.WorkspaceId).Distinct()) await RunAsync(id, ct);
    }

    /// <summary>Brings the gates and lists of all members of a workspace to the truth.</summary>
    public Task RunAsync(string workspaceId, CancellationToken ct) => Parallel.ForEachAsync(
        workspaces.Home(workspaceId).RangeAsync(WorkspaceKeys.Members, ct),
        new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct },
        async (row, token) => await memberships.RunAsync(workspaceId, WorkspaceKeys.UserOf(row.RowKey), token));
}
