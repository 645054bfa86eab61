using System.Text.Json;
using Artisan.Areas.Identity.Contracts;
using Artisan.Platform.Messaging;

namespace Artisan.Areas.Workspaces.Storage;

/// <summary>A workspace whose name in its members' lists may be an old one.</summary>
internal sealed record WorkspaceRenamed(string WorkspaceId);

/// <summary>Brings a workspace's present name into the lists of all of its members.</summary>
internal sealed class RenameInMembersLists(WorkspaceRows workspaces, IMemberships memberships) : IOutboxSink
{
    public const string SinkName = "workspace-renamed";

    public string Name => SinkName;

    public async Task DeliverAsync(IReadOnlyList<OutboxMessage> messages, CancellationToken ct)
    {
        foreach (var id in messages.Select(m => JsonSerializer.Deserialize(m.Body, WorkspacesJson.Default.WorkspaceRenamed)!.WorkspaceId).Distinct())
        {
            if (await workspaces.FindRowAsync(id, ct) is not { } row) continue;
            var name = WorkspaceRow.From(row).Name;
            await foreach (var member in workspaces.Home(id).RangeAsync(WorkspaceKeys.Members, ct)) await memberships.RenameAsync(WorkspaceKeys.UserOf(member.RowKey), id, name, ct);
        }
    }
}
