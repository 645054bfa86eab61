using Artisan.Platform.Access;
using Artisan.Platform.Http;
using Artisan.Platform.Mail;
using Artisan.Platform.Storage;
using Microsoft.Extensions.Options;

namespace Artisan.Areas.Workspaces.Invitations;

/// <summary>What we write to somebody who is invited.</summary>
internal sealed class InvitationMails(IOptions<ApiOptions> api)
{
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
            new MailLink("Accept the invitation", new Uri(api.Value.PublicUrl, $"/invitations/accept#token={token.ToText()}")),
            "You get this message because somebody entered your address in Artisan."));

    private static string Article(Role role) => role switch
    {
        Role.Owner or Role.Admin => $"an {role.Name()}",
        _ => $"a {role.Name()}",
    };
}
