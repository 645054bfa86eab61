using System.ComponentModel.DataAnnotations;
using Artisan.Areas.Workspaces.Storage;
using Artisan.Platform.Access;
using Artisan.Platform.Http;
using Artisan.Platform.Time;

namespace Artisan.Areas.Workspaces.Invitations;

/// <summary>The token from the mail.</summary>
public sealed record LookupInvitationRequest([Required, StringLength(200)] string Token)
{
    // The token stays out of logs.
    public override string ToString() => "invitation lookup";
}

/// <summary>What a token invites to. Whether the address has an account is not told.</summary>
public sealed record LookupInvitationResponse(string WorkspaceName, string Email, string Role, IReadOnlyList<string> Hats, string InvitedBy, DateTimeOffset ExpiresAt)
{
    // The address stays out of logs.
    public override string ToString() => "invitation";
}

/// <summary>Says what a token invites to and changes nothing; one that is unknown, used, revoked, replaced or too old gets the same answer.</summary>
internal sealed class LookupInvitation(InvitationStore invitations, WorkspaceRows workspaces, SystemClock clock)
{
    public async Task<Outcome<LookupInvitationResponse>> RunAsync(LookupInvitationRequest request, CancellationToken ct)
    {
        if (InvitationToken.Parse(request.Token) is not { } token) return WorkspacesFaults.InvitationInvalid;
        var (found, workspace) = (invitations.FindRowAsync(token.WorkspaceId, token.InvitationId, ct), workspaces.FindRowAsync(token.WorkspaceId, ct));
        if (await found is not { } row || await workspace is not { } home) return WorkspacesFaults.InvitationInvalid;
        var invitation = InvitationRow.From(row);
        if (!token.Opens(invitation) || !invitation.IsOpen(clock.Now)) return WorkspacesFaults.InvitationInvalid;
        return new LookupInvitationResponse(WorkspaceRow.From(home).Name, invitation.Email, invitation.Role.Name(), invitation.Hats.Names(), invitation.InvitedBy, invitation.ExpiresAt);
    }
}
