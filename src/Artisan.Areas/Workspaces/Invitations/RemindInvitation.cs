using Artisan.Areas.Workspaces.Removal;
using Artisan.Areas.Workspaces.Storage;
using Artisan.Platform.Due;
using Artisan.Platform.Storage;
using Artisan.Platform.Time;

namespace Artisan.Areas.Workspaces.Invitations;

/// <summary>
/// Mails an invitation that is about to end once more. The mail's link has a token of its own, because only hashes of tokens are kept; the first mail's works on.
/// </summary>
internal sealed class RemindInvitation(InvitationStore invitations, InvitationMails mails, WorkspaceRows workspaces, SystemClock clock)
{
    /// <summary>The kind of reminders; <see cref="WorkspaceDue"/> takes it.</summary>
    public const string Kind = "invitation-reminder";

    /// <summary>Reminds where the invitation still waits for just this.</summary>
    public Task RunAsync(DueWork work, CancellationToken ct) => Retry.OnConflictAsync(() => TryAsync(work, ct), ct);

    private async Task<bool> TryAsync(DueWork work, CancellationToken ct)
    {
        if (await invitations.FindRowAsync(work.Owner, work.Id, ct) is not { } row || InvitationRow.From(row) is not { } invitation) return false;
        if (invitation.RemindAt != work.Due || !invitation.IsOpen(clock.Now) || await workspaces.FindAsync(work.Owner, ct) is not { } workspace) return false;
        var token = InvitationToken.Create(work.Owner, work.Id);
        var change = workspaces.Home(work.Owner).Change().Replace(InvitationRow.Into(row, invitation with { RemindAt = null, ReminderHash = token.SecretHash }));
        await mails.Remind(change, invitation, workspace, token).CommitAsync(ct);
        return true;
    }
}

/// <summary>Reminders as part of the change that invites.</summary>
internal static class ChangeReminders
{
    /// <summary>Reminds the invited one when it is time.</summary>
    public static Change Remind(this Change change, string workspaceId, Invitation invitation) =>
        invitation.RemindAt is { } due ? change.Schedule(RemindInvitation.Kind, workspaceId, invitation.Id, due) : change;
}
