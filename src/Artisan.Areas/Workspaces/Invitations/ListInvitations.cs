using Artisan.Areas.Identity.Contracts;
using Artisan.Areas.Workspaces.Storage;
using Artisan.Platform.Access;
using Artisan.Platform.Http;
using Artisan.Platform.Time;

namespace Artisan.Areas.Workspaces.Invitations;

/// <summary>An invitation as the invited one sees it; its id accepts it.</summary>
public sealed record ReceivedInvitation(string Id, string WorkspaceName, string Role, IReadOnlyList<string> Hats, string InvitedBy, DateTimeOffset ExpiresAt);

/// <summary>An invitation as the workspace's admins see it: open, or expired and waiting to be sent again or dropped.</summary>
public sealed record SentInvitation(string Id, string Email, string Role, IReadOnlyList<string> Hats, string InvitedBy, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt, string State)
{
    internal static SentInvitation Of(Invitation i, DateTimeOffset now) => new(i.Id, i.Email, i.Role.Name(), i.Hats.Names(), i.InvitedBy, i.CreatedAt, i.ExpiresAt, i.IsOpen(now) ? "open" : "expired");

    // The address stays out of logs.
    public override string ToString() => $"invitation {Id}";
}

/// <summary>What one is invited to, and, for an admin, whom the current workspace invited; the pages are of the latter.</summary>
public sealed record InvitationsResponse(IReadOnlyList<ReceivedInvitation> Received, Page<SentInvitation>? Sent);

/// <summary>Lists invitations in three reads: the caller's address, what it was invited to, and what an admin's workspace has sent.</summary>
internal sealed class ListInvitations(IAccounts accounts, InvitationStore invitations, WorkspaceRows workspaces, SystemClock clock)
{
    private const int MostReceived = 100;

    public async Task<Outcome<InvitationsResponse>> RunAsync(Paging paging, Caller caller, CancellationToken ct)
    {
        var sent = caller.Is(Role.Admin) ? SentAsync(paging, caller.WorkspaceId, ct) : Task.FromResult<Page<SentInvitation>?>(null);
        var received = paging.After is null && await accounts.FindAsync(caller.UserId!, ct) is { } me && EmailAddress.TryParse(me.Email, out var address)
            ? await ReceivedAsync(address, ct)
            : [];
        return new InvitationsResponse(received, await sent);
    }

    private async Task<IReadOnlyList<ReceivedInvitation>> ReceivedAsync(EmailAddress address, CancellationToken ct)
    {
        var page = await invitations.Received(address.Key).PageAsync(InvitationKeys.Received, MostReceived, null, ct);
        return [.. page.Rows.Select(row => (row.RowKey, Row: ReceivedRow.From(row))).Select(r => new ReceivedInvitation(r.RowKey, r.Row.WorkspaceName, r.Row.Role, r.Row.Hats, r.Row.InvitedBy, r.Row.ExpiresAt))];
    }

    private async Task<Page<SentInvitation>?> SentAsync(Paging paging, string workspaceId, CancellationToken ct)
    {
        var now = clock.Now;
        var page = await workspaces.Home(workspaceId).PageAsync(InvitationKeys.All, paging.Limit, paging.After, ct);
        return new Page<SentInvitation>([.. page.Rows.Select(InvitationRow.From).Where(i => i.AcceptedBy is null).Select(i => SentInvitation.Of(i, now))], paging.Cursor(page.Next));
    }
}
