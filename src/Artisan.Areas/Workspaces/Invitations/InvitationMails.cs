using Artisan.Areas.Workspaces.Contracts;
using Artisan.Platform.Access;
using Artisan.Platform.Http;
using Artisan.Platform.Mail;
using Artisan.Platform.Storage;
using Microsoft.Extensions.Options;

namespace Artisan.Areas.Workspaces.Invitations;

/// <summary>What we write to somebody who is invited.</summary>
internal sealed class InvitationMails(IOptions<ApiOptions> api)
{
    private const string Why = "You get this message because somebody entered your address in Artisan.";

    /// <summary>The link that accepts. The token stands behind the #, which no server and no log sees.</summary>
    public Change Add(Change change, Invitation invitation, string workspaceName, InvitationToken token) => change.Mail(
        invitation.Email,
        $"{invitation.InvitedBy} invites you to {workspaceName}",
        new MailContent(
            $"Join {workspaceName} on Artisan",
            [
                $"{invitation.InvitedBy} invites you to the workspace {workspaceName}, as {Article(invitation.Role)}.",
                "The link works once, for 7 days, and only for this address. If you do not know the sender, do nothing.",
            ],
            Link(token),
            Why));

    /// <summary>Reminds of an invitation that nobody has answered, with a link of its own.</summary>
    public Change Remind(Change change, Invitation invitation, WorkspaceSettings workspace, InvitationToken token) => change.Mail(
        invitation.Email,
        $"Your invitation to {workspace.Name} ends soon",
        new MailContent(
            $"{invitation.InvitedBy} still waits for you",
            [
                $"{invitation.InvitedBy} has invited you to the workspace {workspace.Name}, as {Article(invitation.Role)}.",
                $"The invitation ends on {TimeZones.Words(invitation.ExpiresAt, workspace.TimeZone)}. If you do not know the sender, do nothing.",
            ],
            Link(token),
            Why));

    private MailLink Link(InvitationToken token) => new("Accept the invitation", new Uri(api.Value.PublicUrl, $"/invitations/accept#token={token.ToText()}"));

    private static string Article(Role role) => role switch
    {
        Role.Owner or Role.Admin => $"an {role.Name()}",
        _ => $"a {role.Name()}",
    };
}
