using Artisan.Areas.Workspaces.Storage;
using Artisan.Azure.Tables;
using Artisan.Platform.Ids;
using Artisan.Platform.Storage;

namespace Artisan.Areas.Workspaces.Invitations;

/// <summary>Invitations as their workspaces keep them, and where an invited address finds its own.</summary>
internal sealed class InvitationStore(WorkspaceRows workspaces, Stores stores)
{
    /// <summary>An invitation's row; null where there is none.</summary>
    public Task<TableEntity?> FindRowAsync(string workspaceId, string invitationId, CancellationToken ct) =>
        UlidIds.IsId(invitationId, InvitationKeys.Prefix) ? workspaces.Home(workspaceId).FindAsync(InvitationKeys.Row(invitationId), ct) : Task.FromResult<TableEntity?>(null);

    /// <summary>A workspace's invitations that hold a place.</summary>
    public async Task<IReadOnlyList<Invitation>> OpenAsync(string workspaceId, DateTimeOffset now, CancellationToken ct)
    {
        var open = new List<Invitation>();
        await foreach (var row in workspaces.Home(workspaceId).RangeAsync(InvitationKeys.All, ct))
        {
            if (InvitationRow.From(row) is var invitation && invitation.IsOpen(now)) open.Add(invitation);
        }

        return open;
    }

    /// <summary>The partition of what an address was invited to.</summary>
    public Partition Received(string addressKey) => stores.Platform(TableNames.Identity).Partition(InvitationKeys.Invitee(addressKey));
}
