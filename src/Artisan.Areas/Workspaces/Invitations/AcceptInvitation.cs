using System.ComponentModel.DataAnnotations;
using Artisan.Areas.Billing.Contracts;
using Artisan.Areas.Identity.Contracts;
using Artisan.Areas.Workspaces.Members;
using Artisan.Platform.Access;
using Artisan.Platform.Http;
using Artisan.Platform.Ids;
using Artisan.Platform.Time;
using Microsoft.AspNetCore.Http;

namespace Artisan.Areas.Workspaces.Invitations;

/// <summary>
/// Which invitation: by the token from the mail, or, signed in with the invited address, by its id. Who has no account yet sends the token with a name and a password.
/// </summary>
public sealed record AcceptInvitationRequest(
    [StringLength(200)] string? Token = null,
    [StringLength(40)] string? Id = null,
    [StringLength(100, MinimumLength = 1), RegularExpression(OneLine.Pattern, ErrorMessage = OneLine.Message)] string? Name = null,
    [StringLength(256, MinimumLength = 8)] string? Password = null)
{
    // Token and password stay out of logs.
    public override string ToString() => "invitation acceptance";
}

/// <summary>Where one has joined, as what, and the sign-in of who has just got an account; others switch to the workspace with the session they have.</summary>
public sealed record AcceptInvitationResponse(string WorkspaceId, string WorkspaceName, string Role, IReadOnlyList<string> Hats, SignedInResponse? SignedIn);

/// <summary>
/// Accepts an invitation for the address that it was mailed to, once however often it is tried, and never beyond the seats. Somebody without an account gets one:
/// the token has shown the address to be his.
/// </summary>
internal sealed class AcceptInvitation(InvitationStore invitations, JoinTeam join, TeamStore teams, IAccounts accounts, SystemClock clock, IEntitlements plans)
{
    public async Task<Outcome<AcceptInvitationResponse>> RunAsync(AcceptInvitationRequest request, Visitor visitor, HttpContext http, CancellationToken ct)
    {
        if (visitor.Caller?.UserId is { } userId && await accounts.FindAsync(userId, ct) is { } person) return await AcceptAsync(request, person, visitor.Ip, ct);
        if (request.Token is not { } text) return Faults.Invalid.At("token", "The token from the mail; or sign in first.");
        if (request.Name is not { } name) return Faults.Invalid.At("name", "Who has no account yet says what he is called; who has one signs in first.");
        if (request.Password is not { } password) return Faults.Invalid.At("password", "Who has no account yet chooses a password; who has one signs in first.");
        return await OpenAsync(text, name.Trim(), password, visitor.Ip, http, ct);
    }

    private async Task<Outcome<AcceptInvitationResponse>> AcceptAsync(AcceptInvitationRequest request, Person person, string ip, CancellationToken ct)
    {
        if (!EmailAddress.TryParse(person.Email, out var address)) return WorkspacesFaults.InvitationInvalid;
        if (request is { Token: null, Id: null }) return Faults.Invalid.At("token", "The token from the mail, or the id of an invitation that you have received.");
        var token = request.Token is null ? null : InvitationToken.Parse(request.Token);
        var workspaceId = token?.WorkspaceId ?? (request.Token is null ? await WorkspaceOfAsync(address, request.Id!, ct) : null);
        if (workspaceId is null) return WorkspacesFaults.InvitationInvalid;
        var outcome = await join.RunAsync(workspaceId, token?.InvitationId ?? request.Id!, token, person, address, ip, ct);
        return outcome.Value is { } joined ? Answer(joined, null) : outcome.Fault!;
    }

    private async Task<string?> WorkspaceOfAsync(EmailAddress address, string invitationId, CancellationToken ct) =>
        UlidIds.IsId(invitationId, InvitationKeys.Prefix) && await invitations.Received(address.Key).FindAsync(invitationId, ct) is { } row ? ReceivedRow.From(row).WorkspaceId : null;

    private async Task<Outcome<AcceptInvitationResponse>> OpenAsync(string text, string name, string password, string ip, HttpContext http, CancellationToken ct)
    {
        if (InvitationToken.Parse(text) is not { } token || await invitations.FindRowAsync(token.WorkspaceId, token.InvitationId, ct) is not { } row) return WorkspacesFaults.InvitationInvalid;
        var invitation = InvitationRow.From(row);
        // One that was taken may come again from who took it: the answer was lost.
        if (!token.Opens(invitation) || (!invitation.IsOpen(clock.Now) && invitation.AcceptedBy is null) || !EmailAddress.TryParse(invitation.Email, out var address)) return WorkspacesFaults.InvitationInvalid;
        if (await teams.ReadAsync(token.WorkspaceId, [], ct) is not { } team) return WorkspacesFaults.InvitationInvalid;
        if (invitation.AcceptedBy is null && team.Seats >= team.SeatLimit) return SeatFaults.Full(plans, team, team.Seats);

        var opened = await accounts.OpenAsync(new NewAccount(invitation.Email, name, password, token.SecretHash), http, ct);
        if (opened.Fault is { } refusal) return refusal;
        var outcome = await join.RunAsync(token.WorkspaceId, token.InvitationId, token, opened.Value!, address, ip, ct);
        return outcome.Value is { } joined ? Answer(joined, await accounts.SignInAsync(opened.Value!, http, ct)) : outcome.Fault!;
    }

    private static AcceptInvitationResponse Answer(Joined joined, SignedInResponse? signedIn) => new(joined.WorkspaceId, joined.WorkspaceName, joined.Member.Role.Name(), joined.Member.Wears.Names(), signedIn);
}
