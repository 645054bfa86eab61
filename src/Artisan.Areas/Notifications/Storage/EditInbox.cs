using Artisan.Areas.Notifications.Model;
using Artisan.Azure.Tables;
using Artisan.Platform.Http;
using Artisan.Platform.Storage;

namespace Artisan.Areas.Notifications.Storage;

/// <summary>Reads, dismisses and forgets: row and counts change together.</summary>
internal sealed class EditInbox(InboxRows rows)
{
    /// <summary>Marks one as read; what was read stays read.</summary>
    public Task<Outcome<InboxHead>> ReadAsync(string workspaceId, string userId, string id, CancellationToken ct) =>
        ChangeAsync(workspaceId, userId, id, (change, row, notification) => change.Replace(InboxRows.Into(row, notification with { Read = true })), onlyUnread: true, ct);

    /// <summary>Takes one out of the list.</summary>
    public Task<Outcome<InboxHead>> DismissAsync(string workspaceId, string userId, string id, CancellationToken ct) =>
        ChangeAsync(workspaceId, userId, id, (change, row, _) => change.Delete(row), onlyUnread: false, ct);

    /// <summary>Marks all as read that are there now.</summary>
    public Task<InboxHead> ReadAllAsync(string workspaceId, string userId, CancellationToken ct)
    {
        var home = rows.Home(workspaceId, userId);
        return Retry.OnConflictAsync(
            async () =>
            {
                var (head, row) = await InboxRows.HeadAsync(home, ct);
                if (head.Unread == 0) return head;
                var after = head with { Unread = 0, ReadSeq = head.Seq };
                await home.Change().Replace(after.Into(row)).CommitAsync(ct);
                return after;
            },
            ct);
    }

    /// <summary>Forgets all of somebody who has left. Messages on their way stay until they are handed over.</summary>
    public async Task ForgetAsync(string workspaceId, string userId, CancellationToken ct)
    {
        var home = rows.Home(workspaceId, userId);
        await Retry.OnConflictAsync(
            async () =>
            {
                var found = new List<TableEntity>();
                await foreach (var row in home.RangeAsync(new RowRange("", null), ct, select: ["PartitionKey", "RowKey"]))
                {
                    if (!row.RowKey.StartsWith("out|", StringComparison.Ordinal)) found.Add(row);
                }

                foreach (var some in found.Chunk(100))
                {
                    var change = home.Change();
                    foreach (var row in some) change.Delete(row);
                    await change.CommitAsync(ct);
                }

                return true;
            },
            ct);
    }

    private Task<Outcome<InboxHead>> ChangeAsync(string workspaceId, string userId, string id, Action<Change, TableEntity, Notification> edit, bool onlyUnread, CancellationToken ct)
    {
        var home = rows.Home(workspaceId, userId);
        return Retry.OnConflictAsync<Outcome<InboxHead>>(
            async () =>
            {
                if (InboxKeys.SeqOf(id) is not { } seq) return Faults.NotFound;
                var reading = InboxRows.HeadAsync(home, ct);
                var row = await home.FindAsync(InboxKeys.Row(seq), ct);
                var (head, counts) = await reading;
                if (row is null || InboxRows.Read(row) is not { Hidden: false } notification || notification.Id != id) return Faults.NotFound;
                var unread = Inbox.IsUnread(notification, head);
                if (onlyUnread && !unread) return head;

                var after = head with { Unread = head.Unread - (unread ? 1 : 0) };
                var change = home.Change().Replace(after.Into(counts));
                edit(change, row, notification);
                await change.CommitAsync(ct);
                return after;
            },
            ct);
    }
}
