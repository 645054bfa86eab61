using System.Text.Json;
using Artisan.Areas.Workspaces.Contracts;
using Artisan.Areas.Workspaces.Invitations;
using Artisan.Areas.Workspaces.Members;
using Artisan.Areas.Workspaces.Storage;
using Artisan.Platform.Access;
using Artisan.Platform.Messaging;
using Artisan.Platform.Storage;

namespace Artisan.Areas.Workspaces.Removal;

/// <summary>A workspace that nobody may enter any more.</summary>
internal sealed record WorkspaceClosed(string WorkspaceId);

/// <summary>Closes the gates of all members of a workspace that was deleted, revokes its API keys, takes its invitations out of the lists of those who were invited, and has areas end what goes on by itself.</summary>
internal sealed class CloseWorkspace(WorkspaceRows workspaces, FollowSettings members, ProjectInvitations invitations, IEnumerable<IWorkspaceClosing> areas) : IOutboxSink
{
    public const string SinkName = "workspace-closing";
    private const int AtOnce = 16;

    public string Name => SinkName;

    public async Task DeliverAsync(IReadOnlyList<OutboxMessage> messages, CancellationToken ct)
    {
        foreach (var id in messages.Select(m => JsonSerializer.Deserialize(m.Body, WorkspacesJson.Default.WorkspaceClosed)!.WorkspaceId).Distinct()) await RunAsync(id, ct);
    }

    /// <summary>Closes what is still open.</summary>
    public async Task RunAsync(string workspaceId, CancellationToken ct)
    {
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct };
        var home = workspaces.Home(workspaceId);
        await members.RunAsync(workspaceId, ct);
        await Parallel.ForEachAsync(home.RangeAsync(ApiKey.All, ct), parallel, (row, token) => new ValueTask(RevokeAsync(home, row.RowKey, token)));
        await Parallel.ForEachAsync(home.RangeAsync(InvitationKeys.All, ct), parallel, async (row, token) =>
        {
            var invitation = InvitationRow.From(row);
            await invitations.RunAsync(new InvitationChanged(workspaceId, invitation.Id, invitation.AddressKey), token);
        });
        // Last, because an area may have to ask others, who do not answer at times.
        foreach (var area in areas) await area.CloseAsync(workspaceId, ct);
    }

    private static async Task RevokeAsync(Partition home, string key, CancellationToken ct)
    {
        try
        {
            await home.Change().Delete(key).CommitAsync(ct);
        }
        catch (WriteConflictException)
        {
            // It was revoked meanwhile.
        }
    }
}
