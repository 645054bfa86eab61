using System.Text.Json;
using Artisan.Areas.Workspaces.Storage;
using Artisan.Azure.Tables;
using Artisan.Platform.Access;
using Artisan.Platform.Messaging;
using Artisan.Platform.Storage;
using Artisan.Platform.Time;

namespace Artisan.Areas.Workspaces.Invitations;

/// <summary>An invitation that the list of its address may not show as it is.</summary>
internal sealed record InvitationChanged(string WorkspaceId, string InvitationId, string AddressKey);

/// <summary>An invitation as the invited one finds it among his.</summary>
internal sealed record ReceivedRow(string WorkspaceId, string WorkspaceName, string Role, IReadOnlyList<string> Hats, string InvitedBy, DateTimeOffset ExpiresAt)
{
    public TableEntity Into(TableEntity row)
    {
        (row["workspace"], row["workspaceName"], row["invitedBy"]) = (WorkspaceId, WorkspaceName, InvitedBy);
        (row["role"], row["hats"]) = (Role, string.Join(' ', Hats));
        row["expiresAt"] = ExpiresAt;
        row[Partition.Expiry] = ExpiresAt;
        return row;
    }

    public static ReceivedRow From(TableEntity row) => new(
        row.GetString("workspace")!, row.GetString("workspaceName")!, row.GetString("role")!, RoleNames.ParseHats(row.GetString("hats")!.Split(' ')).Names(),
        row.GetString("invitedBy")!, row.GetDateTimeOffset("expiresAt")!.Value);
}

/// <summary>
/// Brings the lists of invited addresses to what workspaces hold. A workspace's row is read after the list's own, so messages that overtake each other
/// end in the truth.
/// </summary>
internal sealed class ProjectInvitations(InvitationStore invitations, WorkspaceRows workspaces, SystemClock clock) : IOutboxSink
{
    public const string SinkName = "workspace-invitation";

    public string Name => SinkName;

    public Task DeliverAsync(IReadOnlyList<OutboxMessage> messages, CancellationToken ct) =>
        Task.WhenAll(messages.Select(m => JsonSerializer.Deserialize(m.Body, WorkspacesJson.Default.InvitationChanged)!).Distinct().Select(m => RunAsync(m, ct)));

    /// <summary>Brings one entry of a list to the truth.</summary>
    public Task RunAsync(InvitationChanged changed, CancellationToken ct) => Retry.OnConflictAsync(() => TryAsync(changed, ct), ct);

    private async Task<bool> TryAsync(InvitationChanged changed, CancellationToken ct)
    {
        var list = invitations.Received(changed.AddressKey);
        var listed = await list.FindAsync(changed.InvitationId, ct);
        if (await ReadAsync(changed, ct) is { } received) await list.Change().Save(received.Into(listed ?? list.Row(changed.InvitationId))).CommitAsync(ct);
        else if (listed is not null) await list.Change().Delete(listed).CommitAsync(ct);
        return true;
    }

    private async Task<ReceivedRow?> ReadAsync(InvitationChanged changed, CancellationToken ct)
    {
        if (await workspaces.FindRowAsync(changed.WorkspaceId, ct) is not { } workspace || await invitations.FindRowAsync(changed.WorkspaceId, changed.InvitationId, ct) is not { } row) return null;
        return InvitationRow.From(row) is var i && i.IsOpen(clock.Now)
            ? new ReceivedRow(changed.WorkspaceId, WorkspaceRow.From(workspace).Name, i.Role.Name(), i.Hats.Names(), i.InvitedBy, i.ExpiresAt)
            : null;
    }
}
