using System.Runtime.CompilerServices;
using Artisan.Areas.Workspaces.Invitations;
using Artisan.Platform.Due;
using Artisan.Platform.Time;

namespace Artisan.Areas.Workspaces.Restoring;

/// <summary>The invitations that are to be reminded of.</summary>
internal sealed class WaitingInvitations(InvitationStore invitations, SystemClock clock) : IWaitingWork
{
    public IReadOnlyList<string> Kinds => [RemindInvitation.Kind];

    public async IAsyncEnumerable<DueWork> ListAsync(string workspaceId, [EnumeratorCancellation] CancellationToken ct)
    {
        foreach (var invitation in await invitations.OpenAsync(workspaceId, clock.Now, ct))
        {
            if (invitation.RemindAt is { } remind) yield return new DueWork(RemindInvitation.Kind, workspaceId, invitation.Id, remind);
        }
    }
}
