using System.Text.Json;
using Artisan.Areas.Identity.Contracts;
using Artisan.Areas.Workspaces.Contracts;
using Artisan.Areas.Workspaces.Storage;
using Artisan.Platform.Messaging;
using Artisan.Platform.Storage;

namespace Artisan.Areas.Workspaces.Members;

/// <summary>Brings a user's present name and address into the lists of members that he is in.</summary>
internal sealed class FollowProfiles(WorkspaceRows workspaces, IAccounts accounts, IMemberships memberships) : IOutboxSink
{
    public string Name => MemberProfileChanged.SinkName;

    public async Task DeliverAsync(IReadOnlyList<OutboxMessage> messages, CancellationToken ct)
    {
        foreach (var userId in messages.Select(m => JsonSerializer.Deserialize(m.Body, MemberProfileChanged.JsonType)!.UserId).Distinct())
        {
            foreach (var membership in await memberships.ListAsync(userId, ct)) await Retry.OnConflictAsync(() => TryAsync(membership.WorkspaceId, userId, ct), ct);
        }
    }

    // The list's row is read before the profile, so that an older name never follows a newer one.
    private async Task<bool> TryAsync(string workspaceId, string userId, CancellationToken ct)
    {
        var home = workspaces.Home(workspaceId);
        if (await home.FindAsync(WorkspaceKeys.Member(userId), ct) is not { } row || await accounts.FindAsync(userId, ct) is not { } person) return false;
        var before = MemberRow.From(row);
        var after = before with { Name = person.Name, Email = person.Email };
        if (after != before) await home.Change().Replace(MemberRow.Into(row, after)).CommitAsync(ct);
        return true;
    }
}
