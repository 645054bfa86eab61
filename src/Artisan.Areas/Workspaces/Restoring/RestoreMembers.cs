using System.Globalization;
using Artisan.Areas.Workspaces.Invitations;
using Artisan.Areas.Workspaces.Members;
using Artisan.Areas.Workspaces.Storage;
using Artisan.Platform.Backups;

namespace Artisan.Areas.Workspaces.Restoring;

/// <summary>Lets the members of a restored workspace in, and shows its invitations to those who are invited.</summary>
internal sealed class RestoreMembers(WorkspaceRows workspaces, FollowSettings members, ProjectInvitations invitations) : IRestoreStep
{
    public string Name => "members";

    public async Task<string> RunAsync(string workspaceId, CancellationToken ct)
    {
        await members.RunAsync(workspaceId, ct);
        var invited = 0;
        await foreach (var row in workspaces.Home(workspaceId).RangeAsync(InvitationKeys.All, ct))
        {
            await invitations.RunAsync(new InvitationChanged(workspaceId, InvitationKeys.IdOf(row.RowKey), InvitationRow.From(row).AddressKey), ct);
            invited++;
        }

        return string.Create(CultureInfo.InvariantCulture, $"let in; {invited} invitations.");
    }
}
